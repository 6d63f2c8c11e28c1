using System.Numerics;

namespace Myelin;

/// <summary>ℓ = −w_y x_y, ∂ℓ/∂xⱼ = −w_y [j = y], for log-probabilities x = ln p and the index y of the right class</summary>
/// <remarks>
/// Takes log-probabilities [N × K]: a network that ends in log-softmax; predictions are their exponentials. Targets are class indices
/// [N × 1]. <see cref="SoftmaxCrossEntropy"/> on logits is the same loss in one step.
/// </remarks>
/// <param name="ClassWeights">w, one weight for each class; null for all ones. The mean divides by Σₙ w_y.</param>
/// <param name="IgnoredClass">rows of this class index count nothing; it need not be a class</param>
public sealed record NegativeLogLikelihood(
    EquatableArray<double>? ClassWeights = null, int? IgnoredClass = null, Reduction Reduction = Reduction.Mean) : IRowLoss
{
    public EquatableArray<double>? ClassWeights { get; } = Throw.IfNegative(ClassWeights, "a class weight");

    public IActivation Link => new Exponential();

    public void Check(int outputs, int targets)
    {
        LossGuard.IfNotClassIndices(this, targets);
        LossGuard.IfCountsDiffer(this, "class weights", ClassWeights?.Count ?? outputs, outputs);
    }

    public string? Objection(double target, int outputs, int targets) => ClassTarget.Objection(target, outputs, targets, IgnoredClass);

    public T Weight<T>(ReadOnlySpan<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ClassTarget.Weight(target[0], ClassWeights, IgnoredClass);

    public T Evaluate<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gradient.Clear();
        if (ClassTarget.IsIgnored(target[0], IgnoredClass)) return T.Zero;
        int y = int.CreateTruncating(target[0]);
        gradient[y] = -Weight(target);
        return gradient[y] * prediction[y];
    }
}
