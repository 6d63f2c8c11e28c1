using System.Numerics;

namespace Myelin;

/// <summary>
/// ℓ = w_y/K Σ_{k≠y} max(0, m − x_y + x_k)ᵖ: every wrong class at least a margin m below the right one (Weston, Watkins 1999)
/// </summary>
/// <remarks>
/// ∂ℓ/∂x_k = w_y/K p max(0, m − x_y + x_k)ᵖ⁻¹ for k ≠ y, and for y the negative of their sum. Targets are class indices [N × 1]; the mean
/// divides by N, class weights or not.
/// </remarks>
/// <param name="Power">p, 1 or 2</param>
/// <param name="Margin">m</param>
/// <param name="ClassWeights">w, one weight for each class; null for all ones</param>
public sealed record MultiMargin(
    int Power = 1, double Margin = 1, EquatableArray<double>? ClassWeights = null, Reduction Reduction = Reduction.Mean) : IRowLoss
{
    public int Power { get; } = Power is 1 or 2
        ? Power
        : Throw.OutOfRange<int>($"The power of a multi-margin loss must be 1 or 2, but {Power} was given.", nameof(Power));

    public double Margin { get; } = Throw.IfNotFinite(Margin, "the margin of a multi-margin loss");

    public EquatableArray<double>? ClassWeights { get; } = Throw.IfNegative(ClassWeights, "a class weight");

    public void Check(int outputs, int targets)
    {
        LossGuard.IfNotClassIndices(this, targets);
        LossGuard.IfCountsDiffer(this, "class weights", ClassWeights?.Count ?? outputs, outputs);
    }

    public string? Objection(double target, int outputs, int targets) => ClassTarget.Objection(target, outputs, targets, null);

    public T Evaluate<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int y = int.CreateTruncating(target[0]);
        T factor = ClassTarget.Weight(target[0], ClassWeights, null) / T.CreateTruncating(prediction.Length);
        T margin = T.CreateTruncating(Margin), power = T.CreateTruncating(Power), value = T.Zero, total = T.Zero;
        for (int k = 0; k < prediction.Length; k++)
        {
            T excess = k == y ? T.Zero : T.Max(margin - prediction[y] + prediction[k], T.Zero);
            T slope = excess > T.Zero ? factor * (Power == 1 ? T.One : power * excess) : T.Zero;
            gradient[k] = slope;
            total += slope;
            value += Power == 1 ? excess : excess * excess;
        }
        gradient[y] = -total;
        return factor * value;
    }
}
