using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = tanh z = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ), tanh′ = 1 − tanh²</summary>
/// <remarks>The quotient as written overflows for large |z|; <see cref="Elementary.Tanh"/> does not.</remarks>
public readonly record struct Tanh : IActivation<Tanh>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Tanh(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(-a, a, TLane.Of(1));
}
