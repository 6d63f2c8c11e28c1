using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin.Activations;

/// <summary>a = ½ z (1 + tanh u), u = √(2/π) (z + 0.044715 z³), near z Φ(z) (Hendrycks, Gimpel 2016, section 2)</summary>
/// <remarks>
/// ½ (1 + tanh u) is s = 1 / (1 + e^(−2u)), which keeps its digits where tanh u comes close to −1. Slope: s + z s (1 − s) 2u′.
/// </remarks>
public readonly record struct GeluTanh : IActivation<GeluTanh>
{
    const double TwoRootTwoByPi = 1.5957691216057307118, Cubic = 0.044715;

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        z / (TLane.Of(1) + Elementary.Exp(-TwiceU(z)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        // beyond ±40 the slope is 0 or 1 in any precision, and the bound keeps 0·∞ away
        z = TLane.Min(TLane.Max(z, TLane.Of(-40)), TLane.Of(40));
        TLane s = TLane.Of(1) / (TLane.Of(1) + Elementary.Exp(-TwiceU(z)));
        TLane twiceUSlope = TLane.Of(TwoRootTwoByPi) * TLane.MultiplyAdd(TLane.Of(3 * Cubic), z * z, TLane.Of(1));
        return TLane.MultiplyAdd(z * s * (TLane.Of(1) - s), twiceUSlope, s);
    }

    static TLane TwiceU<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Of(TwoRootTwoByPi) * z * TLane.MultiplyAdd(TLane.Of(Cubic), z * z, TLane.Of(1));
}
