using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// a = z − λ for z &gt; λ, z + λ for z &lt; −λ, 0 between; slope 1, 1, 0 (Donoho, Johnstone 1994, equation 8); for λ = 0 the identity
/// </summary>
/// <param name="Lambda">λ ≥ 0: how much closer to 0 every number comes</param>
public readonly record struct SoftShrink(double Lambda) : IActivation<SoftShrink>
{
    public SoftShrink() : this(0.5) { }

    public double Lambda { get; } = Throw.IfNegative(Lambda, "lambda of a soft shrink");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane> =>
        TLane.CopySign(TLane.Max(TLane.Abs(z) - TLane.Of("λ", Lambda), TLane.Of(0)), z);

    // a = 0 is where |z| ≤ λ; with λ = 0 that is the point 0 of the identity, which has no corner
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane> =>
        TLane.IfEqual(a, TLane.Of(0), TLane.IfEqual(TLane.Of("λ", Lambda), TLane.Of(0), TLane.Of(1), TLane.Of(0)), TLane.Of(1));
}
