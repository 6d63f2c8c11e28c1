using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = ½ z (1 + tanh u), u = √(2/π) (z + 0.044715 z³), near z Φ(z) (Hendrycks, Gimpel 2016, section 2)</summary>
/// <remarks>
/// ½ (1 + tanh u) is s = 1 / (1 + e^(−2u)), which keeps its digits where tanh u comes close to −1. Slope: s (1 + z (1 − s) 2u′), with
/// s and 1 − s both from t = e^(−|2u|) ≤ 1.
/// </remarks>
public readonly record struct GeluTanh : IActivation<GeluTanh>
{
    const double TwoRootTwoByPi = 1.5957691216057307118, Cubic = 0.044715;

    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        z / (TLane.Of(1) + TLane.Exp(-TwiceU(z)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        // beyond ±40 the slope is 0 or 1 in any precision, and the bound keeps 0·∞ away
        z = TLane.Min(TLane.Max(z, TLane.Of(-40)), TLane.Of(40));
        TLane one = TLane.Of(1), twiceU = TLane.Name("2u", TwiceU(z)), t = TLane.Exp(-TLane.Abs(twiceU));
        TLane twiceUSlope = TLane.Of("2√(2/π)", TwoRootTwoByPi) * TLane.MultiplyAdd(TLane.Of(3 * Cubic), z * z, one);
        return TLane.Sigmoid(twiceU, t) * TLane.MultiplyAdd(z * TLane.Sigmoid(-twiceU, t), twiceUSlope, one);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TLane TwiceU<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Of("2√(2/π)", TwoRootTwoByPi) * z * TLane.MultiplyAdd(TLane.Of(Cubic), z * z, TLane.Of(1));
}
