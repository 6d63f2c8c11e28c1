using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>σ(z) = 1 / (1 + e⁻ᶻ), σ′ = σ (1 − σ)</summary>
/// <remarks>
/// e⁻ᶻ overflows to infinity for z &lt; −88.7 (float; −709 double), and 1/(1 + ∞) is 0, where σ is too small for a normal number.
/// </remarks>
public readonly record struct Sigmoid : IActivation<Sigmoid>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Of(1) / (TLane.Of(1) + TLane.Exp(-z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        a * (TLane.Of(1) - a);
}
