using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = −Σₖ qₖ ln pₖ with p = softmax(z) and qₖ = wₖ tₖ; ∂ℓ/∂zⱼ = pⱼ Σₖ qₖ − qⱼ. For one class y: ℓ = −w_y ln p_y.</summary>
/// <remarks>
/// Takes logits z [N × K]. Targets are class indices [N × 1], where t is 1 at the class and 0 elsewhere, or probabilities t [N × K].
/// ln pₖ is computed as (zₖ − m) − ln Σ e^(z − m), m = max z, which cannot overflow.
/// </remarks>
/// <param name="ClassWeights">w, one weight for each class; null for all ones. For class indices the mean divides by Σₙ w_y.</param>
/// <param name="LabelSmoothing">ε, 0 to 1: t := (1 − ε) t + ε/K (Szegedy et al. 2016, section 7)</param>
/// <param name="IgnoredClass">rows of this class index count nothing; it need not be a class</param>
public sealed record SoftmaxCrossEntropy(
    EquatableArray<double>? ClassWeights = null, double LabelSmoothing = 0, int? IgnoredClass = null, Reduction Reduction = Reduction.Mean)
    : IRowLoss
{
    public EquatableArray<double>? ClassWeights { get; } = LossGuard.IfNegative(ClassWeights, "a class weight");

    public double LabelSmoothing { get; } = Throw.IfNotShare(LabelSmoothing, "label smoothing");

    public IActivation Link => new Softmax();
    public bool WeighsRowsAlike => ClassWeights is null && IgnoredClass is null;

    public void Check(int outputs, int targets)
    {
        LossGuard.IfClassTargetsDiffer(this, outputs, targets);
        LossGuard.IfCountsDiffer(this, "class weights", ClassWeights?.Count ?? outputs, outputs);
    }

    public string? Objection(double target, int outputs, int targets) => ClassTarget.Objection(target, outputs, targets, IgnoredClass);

    public T Weight<T>(ReadOnlySpan<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        target.Length == 1 ? ClassTarget.Weight(target[0], ClassWeights, IgnoredClass) : T.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, IRowLane<TLane>
    {
        TLane e = TLane.ExpBelowMax(prediction, out TLane below, out TLane rest), zero = TLane.Of(0);
        TLane p = TLane.Name("p", e / (TLane.Of(1) + rest)), log = TLane.MinusLog(p, TLane.LogOnePlus(rest) - below), value;
        if (TLane.IsRow(target) || LabelSmoothing > 0)
        {
            TLane q = TLane.Name("q", ClassTarget.Weighted(target, prediction, LabelSmoothing, ClassWeights));
            value = TLane.SumInOrder(TLane.IfEqual(q, zero, zero, q * log));  // −∞ may stand for ln pₖ: 0·∞ is 0 here
            gradient = p * TLane.SumInOrder(q) - q;
        }
        else
        {
            TLane w = ClassTarget.Weight(target, ClassWeights);
            value = ClassWeights is null ? TLane.At(log, target) : TLane.IfEqual(w, zero, zero, w * TLane.At(log, target));
            gradient = (ClassWeights is null ? p : p * w) - TLane.IfEqual(TLane.Places(prediction), target, w, zero);
        }
        return ClassTarget.Counted(target, IgnoredClass, value, ref gradient);
    }
}
