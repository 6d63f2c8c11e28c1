using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = z − tanh z, slope tanh² z</summary>
/// <remarks>
/// For |z| &lt; 1 the difference of two near numbers is avoided by Lambert's continued fraction tanh z = z/(1 + z²/(3 + z²/(5 + …))):
/// cut after its ninth term it is z P/Q, and z − tanh z = z (Q − P)/Q where Q − P has positive terms only; the relative error of the
/// cut is below 10⁻¹⁶.
/// </remarks>
public readonly record struct TanhShrink : IActivation<TanhShrink>
{
    public bool NeedsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane>
    {
        TLane y = z * z;
        TLane difference = y * Polynomial.Of(y, 11486475, 810810, 12870, 44);
        TLane q = Polynomial.Of(y, 34459425, 16216200, 945945, 13860, 45);
        return TLane.IfLess(TLane.Abs(z), TLane.Of(1), z * (difference / q), z - TLane.Tanh(z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>
    {
        TLane tanh = TLane.Tanh(z);
        return tanh * tanh;
    }
}
