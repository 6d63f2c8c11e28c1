using System.Numerics;
using Myelin.Kernels;

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
    public EquatableArray<double>? ClassWeights { get; } = Throw.IfNegative(ClassWeights, "a class weight");

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

    public T Evaluate<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (target.Length == 1 && ClassTarget.IsIgnored(target[0], IgnoredClass)) return ClassTarget.Nothing(gradient);
        T rest = Rows.ExpBelowMax(prediction, gradient, out T max), logSum = Rows.LogOnePlus(rest), value = T.Zero, total = T.Zero;
        Rows.Divide(gradient, T.One + rest);
        for (int k = 0; k < prediction.Length; k++)
        {
            T q = WeightedTarget(target, k, prediction.Length);
            if (q == T.Zero) continue;  // −∞ may stand for ln pₖ: 0·∞ is 0 here
            (value, total) = (value + q * (logSum - (prediction[k] - max)), total + q);
        }
        for (int k = 0; k < prediction.Length; k++) gradient[k] = gradient[k] * total - WeightedTarget(target, k, prediction.Length);
        return value;
    }

    // qₖ = wₖ ((1 − ε) tₖ + ε/K)
    T WeightedTarget<T>(ReadOnlySpan<T> target, int k, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T t = target.Length > 1 ? target[k] : target[0] == T.CreateTruncating(k) ? T.One : T.Zero;
        if (LabelSmoothing > 0) t = T.CreateTruncating(1 - LabelSmoothing) * t + T.CreateTruncating(LabelSmoothing / classes);
        return ClassWeights is null ? t : T.CreateTruncating(ClassWeights[k]) * t;
    }
}
