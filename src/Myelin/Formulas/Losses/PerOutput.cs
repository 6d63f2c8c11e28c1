using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = Σₖ wₖ ℓₖ(ŷₖ, yₖ): every output has a loss and a weight of its own. The mean divides by N·K, as for one loss.</summary>
/// <param name="Losses">one for each output, or one for all; equal in reduction and link</param>
/// <param name="Weights">w, one for each output; null for all ones</param>
public sealed record PerOutput<TLoss>(EquatableArray<TLoss> Losses, EquatableArray<double>? Weights = null) : IRowLoss, IPerOutput
    where TLoss : struct, IElementLoss<TLoss>, IEquatable<TLoss>
{
    public EquatableArray<TLoss> Losses { get; } = LossGuard.IfNotAlike(Losses);
    public EquatableArray<double>? Weights { get; } = LossGuard.IfNegative(Weights, "an output weight");
    IEnumerable<ILoss> IPerOutput.Losses => Losses.Cast<ILoss>();
    public Reduction Reduction => Losses[0].Reduction;
    public IActivation Link => Losses[0].Link;
    // several losses may share one target column: several quantiles of one number
    public void Check(int outputs, int targets)
    {
        LossGuard.IfCountsDiffer(this, "losses", Losses.Count == 1 ? outputs : Losses.Count, outputs);
        LossGuard.IfCountsDiffer(this, "weights", Weights?.Count ?? outputs, outputs);
        if (targets != 1 || Losses.Count != outputs) Losses[0].Check(outputs, targets);
    }
    public string? Objection(double target, int outputs, int targets) => Losses[0].Objection(target, outputs, targets);

    public T Weight<T>(ReadOnlySpan<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Max(target.Length, Math.Max(Losses.Count, Weights?.Count ?? 1)));

    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, IRowLane<TLane> =>
        TLane.SumInOrder(Each(prediction, target, out gradient));

    (Expression Value, Expression Gradient)? ILoss.Formula(Expression prediction, Expression target) =>
        (Each(Expression.Rowed(prediction), target, out Expression gradient), gradient);

    TLane Each<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, IRowLane<TLane>
    {
        TLane place = TLane.Places(prediction), value = Losses[^1].Evaluate(prediction, target, out gradient);
        for (int k = Losses.Count - 2; k >= 0; k--)
        {
            value = TLane.IfEqual(place, TLane.Of(k), Losses[k].Evaluate(prediction, target, out TLane slope), value);
            gradient = TLane.IfEqual(place, TLane.Of(k), slope, gradient);
        }
        TLane w = Weights is null ? TLane.Of(1) : TLane.Of("w", Weights);
        gradient = w * gradient;
        return w * value;
    }

    int ILoss.ValuesPerRow(int outputs) => outputs;

    void ILoss.Values<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> values, Span<T> gradient) =>
        ((IPerOutput)this).Evaluate(prediction, target, values, gradient);

    T IPerOutput.Evaluate<T>(int k, T prediction, ReadOnlySpan<T> target, out T gradient)
    {
        T weight = Weights is null ? T.One : T.CreateTruncating(Weights[k]), y = target[target.Length == 1 ? 0 : k];
        T value = Losses[Losses.Count == 1 ? 0 : k].Evaluate(new Scalar<T>(prediction), new(y), out Scalar<T> slope).Value;
        gradient = weight * slope.Value;
        return weight * value;
    }
}
