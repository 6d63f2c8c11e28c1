using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

/// <summary>c₀ + c₁x + c₂x² + … by Horner's scheme in fused multiply-adds, written out so that constants stay constants.</summary>
internal static class Polynomial
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static TLane Of<TLane>(TLane x, double c0, double c1, double c2) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(TLane.MultiplyAdd(TLane.Of(c2), x, TLane.Of(c1)), x, TLane.Of(c0));

    [MethodImpl(Inline)]
    public static TLane Of<TLane>(TLane x, double c0, double c1, double c2, double c3) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(Of(x, c1, c2, c3), x, TLane.Of(c0));

    [MethodImpl(Inline)]
    public static TLane Of<TLane>(TLane x, double c0, double c1, double c2, double c3, double c4) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(Of(x, c1, c2, c3, c4), x, TLane.Of(c0));

    [MethodImpl(Inline)]
    public static TLane Of<TLane>(TLane x, double c0, double c1, double c2, double c3, double c4, double c5, double c6)
        where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(TLane.MultiplyAdd(Of(x, c2, c3, c4, c5, c6), x, TLane.Of(c1)), x, TLane.Of(c0));

    [MethodImpl(Inline)]
    public static TLane Of<TLane>(TLane x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
        where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(Of(x, c1, c2, c3, c4, c5, c6, c7), x, TLane.Of(c0));

    [MethodImpl(Inline)]
    public static TLane Of<TLane>(
        TLane x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8)
        where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(Of(x, c1, c2, c3, c4, c5, c6, c7, c8), x, TLane.Of(c0));

    /// <summary>The same with as many coefficients as there are.</summary>
    [MethodImpl(Inline)]
    public static TLane Of<TLane>(TLane x, ReadOnlySpan<double> c) where TLane : struct, ILane<TLane>
    {
        TLane y = TLane.Of(c[^1]);
        for (int k = c.Length - 2; k >= 0; k--) y = TLane.MultiplyAdd(y, x, TLane.Of(c[k]));
        return y;
    }
}
