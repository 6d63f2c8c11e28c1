using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

// sin x = (−1)ⁿ·sin r with n = round(x / π) and r = x − n·π; cos x takes the half-integer n nearest to x / π. Above a limit n·π
// in three parts is no longer accurate enough, and the few such elements are computed one by one.
public static partial class Elementary
{
    /// <summary>sin x, x in radians; NaN at ±∞</summary>
    [MethodImpl(Inline)]
    public static TLane Sin<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane n = TLane.Round(x * TLane.Of(0.3183098861837907));
        TLane y = SinPolynomial(ModuloPi(x, n) * Sign(n));
        TLane a = TLane.Abs(x), limit = Pick<TLane>(1 << 16, 1 << 30);
        if (TLane.AnyLess(limit, a)) y = TLane.IfLess(limit, a, TLane.SinOfHuge(x), y);
        return TLane.IfEqual(x, TLane.Of(0), x, y);         // keeps −0
    }

    /// <summary>cos x, x in radians; NaN at ±∞</summary>
    [MethodImpl(Inline)]
    public static TLane Cos<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.Abs(x), limit = Pick<TLane>(1 << 16, 1 << 30), half = TLane.Of(0.5);
        TLane n = TLane.Round(TLane.MultiplyAdd(a, TLane.Of(0.3183098861837907), -half));
        TLane y = SinPolynomial(ModuloPi(a, n + half) * -Sign(n));
        if (TLane.AnyLess(limit, a)) y = TLane.IfLess(limit, a, TLane.CosOfHuge(a), y);
        return y;
    }

    /// <summary>sin r for |r| ≤ π/2</summary>
    [MethodImpl(Inline)]
    internal static TLane SinPolynomial<TLane>(TLane r) where TLane : struct, ILane<TLane>
    {
        TLane z = r * r;
        TLane p = TLane.Precision == 24
            ? Polynomial.Of(z, -0.041666582, 0.00833303, -0.0001980685, 2.5995075e-06)
            : Polynomial.Of(z, -0.04166666666666666, 0.008333333333333208, -0.00019841269841213368, 2.755731921174439e-06,
                -2.5052106921614968e-08, 1.6058941903396809e-10, -7.643043462473873e-13, 2.7216779646547866e-15);
        // sin r = r + r·z·(p − 1/8): the product with 1/8 is exact, and p's own rounding counts a quarter of what it would
        return TLane.MultiplyAdd(r, TLane.MultiplyAdd(z, p, z * TLane.Of(-0.125)), r);
    }

    /// <summary>x − n·π, with π in three parts; the first product leaves no rounding error.</summary>
    [MethodImpl(Inline)]
    static TLane ModuloPi<TLane>(TLane x, TLane n) where TLane : struct, ILane<TLane>
    {
        TLane r = TLane.MultiplyAdd(n, Pick<TLane>(-3.1415927, -3.141592653589793), x);
        r = TLane.MultiplyAdd(n, Pick<TLane>(8.742278e-08, -1.2246467991473532e-16), r);
        return TLane.MultiplyAdd(n, Pick<TLane>(3.430249e-15, 2.9947698097183397e-33), r);
    }

    /// <summary>(−1)ⁿ</summary>
    [MethodImpl(Inline)]
    static TLane Sign<TLane>(TLane n) where TLane : struct, ILane<TLane>
    {
        TLane odd = TLane.MultiplyAdd(TLane.Round(n * TLane.Of(0.5)), TLane.Of(-2), n);     // −1, 0 or 1
        return TLane.MultiplyAdd(TLane.Of(-2) * odd, odd, TLane.Of(1));
    }
}
