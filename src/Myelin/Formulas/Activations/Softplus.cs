using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = ln(1 + e^(βz)) / β, slope 1 / (1 + e^(−βz)) = 1 − e^(−βa) (Dugas et al. 2001)</summary>
/// <remarks>Computed as max(z, 0) + ln(1 + e^(−|βz|)) / β, which cannot overflow.</remarks>
/// <param name="Beta">β &gt; 0: how sharp the bend at 0 is</param>
public readonly record struct Softplus(double Beta) : IActivation<Softplus>
{
    public Softplus() : this(1) { }

    public double Beta { get; } = Throw.IfNotPositive(Beta, "beta of a softplus");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.Max(z, TLane.Of(0)) + TLane.LogOnePlus(TLane.Exp(-TLane.Abs(TLane.Of("β", Beta) * z))) / TLane.Of("β", Beta);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        -TLane.ExpMinusOne(-TLane.Of("β", Beta) * a);
}
