using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>ℓ = ½ (ln v + (ŷ − y)²/v), ∂ℓ/∂ŷ = (ŷ − y)/v, for a known variance v</summary>
/// <remarks>For a variance that the network learns, see <see cref="HeteroscedasticNegativeLogLikelihood"/>.</remarks>
/// <param name="Variance">v &gt; 0; at least 10⁻⁶ is used, as in PyTorch</param>
/// <param name="Full">adds ½ ln 2π to the value</param>
public readonly record struct GaussianNegativeLogLikelihood(double Variance = 1, bool Full = false, Reduction Reduction = Reduction.Mean)
    : IElementLoss<GaussianNegativeLogLikelihood>
{
    public GaussianNegativeLogLikelihood() : this(1) { }

    public double Variance { get; } = Math.Max(Throw.IfNotPositive(Variance, "the variance of a Gaussian loss"), 1e-6);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Evaluate<TLane>(TLane prediction, TLane target, out TLane gradient) where TLane : struct, ILane<TLane>
    {
        TLane error = prediction - target, variance = TLane.Of("v", Variance);
        TLane scale = Full ? TLane.Of("2π·v", 2 * Math.PI * Variance) : variance;
        gradient = error / variance;
        return TLane.Of(0.5) * (TLane.Log(scale) + error * gradient);
    }
}
