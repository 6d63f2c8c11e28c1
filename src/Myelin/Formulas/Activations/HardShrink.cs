using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z for |z| &gt; λ, 0 for |z| ≤ λ; slope 1 and 0 (Donoho, Johnstone 1994, equation 7); for λ = 0 the identity</summary>
/// <param name="Lambda">λ ≥ 0: numbers up to this magnitude become 0</param>
public readonly record struct HardShrink(double Lambda) : IActivation<HardShrink>
{
    public HardShrink() : this(0.5) { }

    public double Lambda { get; } = Throw.IfNegative(Lambda, "lambda of a hard shrink");

    // asked this way round, not-a-number comes out as it went in
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(TLane.Abs(z), TLane.Of("λ", Lambda), TLane.Of(0), TLane.IfEqual(TLane.Abs(z), TLane.Of("λ", Lambda), TLane.Of(0), z));

    // a = 0 is where |z| ≤ λ; with λ = 0 that is the point 0 of the identity, which has no corner
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfEqual(a, TLane.Of(0), TLane.IfEqual(TLane.Of("λ", Lambda), TLane.Of(0), TLane.Of(1), TLane.Of(0)), TLane.Of(1));
}
