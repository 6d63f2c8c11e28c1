using System.Numerics;
using Myelin.Activations;
using Myelin.Kernels;

namespace Myelin.Losses;

/// <summary>ℓ(z, y) = −Σₖ tₖ wₖ log pₖ with p = softmax(z); for one class y: ℓ = w_y (log Σₖ e^zₖ − z_y), ∂ℓ/∂z = w_y (p − t)</summary>
/// <remarks>
/// Takes logits z [N × K], so the network's last layer has no activation. Targets are class indices [N × 1] or probabilities
/// [N × K]. log Σ eᶻ is computed as m + log Σ e^(z − m), m = max z, which cannot overflow.
/// </remarks>
/// <param name="ClassWeights">w, one weight per class; null for all ones. The mean divides by the sum of the rows' weights.</param>
/// <param name="LabelSmoothing">ε: t := (1 − ε) t + ε/K (Szegedy et al. 2016, section 7)</param>
/// <param name="IgnoredClass">rows of this class index count nothing</param>
public sealed record SoftmaxCrossEntropy(
    Reduction Reduction = Reduction.Mean,
    EquatableArray<double>? ClassWeights = null,
    double LabelSmoothing = 0,
    int? IgnoredClass = null) : IRowLoss
{
    public IActivation Link => new Softmax();

    public void Check(int outputs, int targets) => Throw.IfClassTargetsDiffer(this, outputs, targets);

    public T Evaluate<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        throw new NotSupportedException();
}
