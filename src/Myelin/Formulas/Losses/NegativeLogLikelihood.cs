using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Numerics;

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
    public EquatableArray<double>? ClassWeights { get; } = LossGuard.IfNegative(ClassWeights, "a class weight");

    public IActivation Link => new Exponential();

    public void Check(int outputs, int targets)
    {
        LossGuard.IfNotClassIndices(this, targets);
        LossGuard.IfCountsDiffer(this, "class weights", ClassWeights?.Count ?? outputs, outputs);
    }

    public string? Objection(double target, int outputs, int targets) => ClassTarget.Objection(target, outputs, targets, IgnoredClass);

    public T Weight<T>(ReadOnlySpan<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ClassTarget.Weight(target[0], ClassWeights, IgnoredClass);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, IRowLane<TLane>
    {
        TLane slope = -ClassTarget.Weight(target, ClassWeights);
        gradient = TLane.IfEqual(TLane.Places(prediction), target, slope, TLane.Of(0));
        return ClassTarget.Counted(target, IgnoredClass, slope * TLane.At(prediction, target), ref gradient);
    }
}
