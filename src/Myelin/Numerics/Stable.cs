using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

/// <summary>Functions that formulas share, each in the form that neither overflows nor loses digits.</summary>
static class Stable
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>1, 0 or −1; a NaN stays one, so that a diverged gradient cannot hide behind a sign.</summary>
    [MethodImpl(Inline)]
    public static TLane Sign<TLane>(TLane x) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Of(0), x, TLane.Of(1), TLane.IfLess(x, TLane.Of(0), TLane.Of(-1), x));

    /// <summary>1/(1 + t) for z ≥ 0, t/(1 + t) below</summary>
    [MethodImpl(Inline)]
    public static TLane Sigmoid<TLane>(TLane z, TLane t) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(z, TLane.Of(0), t, TLane.Of(1)) / (TLane.Of(1) + t);

    /// <summary>max(z, 0) + ln(1 + t)</summary>
    [MethodImpl(Inline)]
    public static TLane Softplus<TLane>(TLane z, TLane t) where TLane : struct, ILane<TLane> =>
        TLane.Max(z, TLane.Of(0)) + TLane.LogOnePlus(t);

    /// <summary>min(z, 0) − ln(1 + t)</summary>
    [MethodImpl(Inline)]
    public static TLane LogSigmoid<TLane>(TLane z, TLane t) where TLane : struct, ILane<TLane> =>
        TLane.Min(z, TLane.Of(0)) - TLane.LogOnePlus(t);

    /// <summary>
    /// Φ(z) without ½ (1 + erf(z/√2)), which loses every digit where erf comes close to −1; beyond 64 the bell is 0 in any precision
    /// </summary>
    [MethodImpl(Inline)]
    public static TLane NormalDistribution<TLane>(TLane z, TLane bell) where TLane : struct, ILane<TLane>
    {
        TLane tail = bell * NormalTail.Evaluate(TLane.Min(TLane.Abs(z), TLane.Of(64)));
        return TLane.IfLess(z, TLane.Of(0), tail, TLane.Of(1) - tail);
    }
}
