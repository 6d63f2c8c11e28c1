using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z r, r = tanh(ln(1 + eᶻ)); slope r + z (1 − r²) σ(z), with σ the sigmoid (Misra 2020, equation 1)</summary>
/// <remarks>
/// From t = e^(−|z|) ≤ 1, without a difference of near numbers: r = p/(p + q) with p = t (t + 2), q = 2 for z &lt; 0, and
/// p = 1 + 2t, q = 2t² for z ≥ 0; then 1 − r² = q (2p + q)/(p + q)².
/// </remarks>
public readonly record struct Mish : IActivation<Mish>
{
    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane t = TLane.Name("t", TLane.Exp(-TLane.Abs(z)));
        (TLane p, TLane q) = Parts(z, t);
        return z * (p / (p + q));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        TLane t = TLane.Name("t", TLane.Exp(-TLane.Abs(z)));
        (TLane p, TLane q) = Parts(z, t);
        TLane fall = q * (p + p + q) / ((p + q) * (p + q));
        return TLane.MultiplyAdd(z * fall, TLane.Sigmoid(z, t), p / (p + q));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (TLane P, TLane Q) Parts<TLane>(TLane z, TLane t) where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0), two = TLane.Of(2);
        TLane p = TLane.IfLess(z, zero, t * (t + two), TLane.MultiplyAdd(two, t, TLane.Of(1)));
        return (TLane.Name("p", p), TLane.Name("q", TLane.IfLess(z, zero, two, two * t * t)));
    }
}
