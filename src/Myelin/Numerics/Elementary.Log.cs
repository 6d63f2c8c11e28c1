using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

// ln(m·2ⁿ) = n·ln 2 + ln(1 + f) with f = m − 1 and ln(1 + f) = 2 artanh s, s = f / (2 + f), computed as
// f − (½f² − s·(½f² + R)) with R = s²·p(s²), so that the largest term has no error: K. C. Ng, log of FDLIBM, Sun Microsystems, 1993.
public static partial class Elementary
{
    /// <summary>ln x; −∞ at 0, NaN below</summary>
    [MethodImpl(Inline)]
    public static TLane Log<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane smallest = Pick<TLane>(1.1754943508222875e-38, 2.2250738585072014e-308);      // normal number
        TLane normal = TLane.IfLess(x, smallest, x * Pick<TLane>(1 << 24, 1L << 54), x);
        TLane shift = TLane.IfLess(x, smallest, Pick<TLane>(24, 54), TLane.Of(0));
        TLane m = TLane.Split(normal, out TLane n);
        return LogAtEdges(x, x, LogPolynomial(m - TLane.Of(1), n - shift, TLane.Of(0)));
    }

    /// <summary>ln(1 + x), accurate near 0; −∞ at −1, NaN below</summary>
    [MethodImpl(Inline)]
    public static TLane LogOnePlus<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), u = one + x, b = u - one;
        TLane c = (x - b) + (one - (u - b));            // 1 + x = u + c without error: D. E. Knuth, TAOCP 2, section 4.2.2
        TLane f = TLane.Split(u, out TLane n) - one;
        // ln(u + c) = ln u + c / u, and 1 / u = 2⁻ⁿ·(1 − f + f² …)
        c = TLane.ScaleWide(c, -n) * TLane.MultiplyAdd(f, f - one, one);
        TLane y = LogAtEdges(x, u, LogPolynomial(f, n, c));
        return TLane.IfEqual(x, TLane.Of(0), x, y);     // keeps −0
    }

    /// <summary>n·ln 2 + ln(1 + f) + c</summary>
    [MethodImpl(Inline)]
    static TLane LogPolynomial<TLane>(TLane f, TLane n, TLane c) where TLane : struct, ILane<TLane>
    {
        TLane s = f / (TLane.Of(2) + f), z = s * s;
        TLane p = TLane.Precision == 24
            ? Polynomial.Of(z, 0.66666776, 0.3997759, 0.29870573)
            : Polynomial.Of(z, 0.6666666666666734, 0.39999999999417124, 0.2857142874186472, 0.22222198625201703, 0.18183561694653694,
                0.153141162487161, 0.1479530714368);
        TLane square = f * f * TLane.Of(0.5);
        TLane small = TLane.MultiplyAdd(n, Pick<TLane>(-1.9046542e-09, 2.3190468138462996e-17), c);     // ln 2 in two parts
        small = TLane.MultiplyAdd(s, TLane.MultiplyAdd(z, p, square), small);
        return TLane.MultiplyAdd(n, Pick<TLane>(0.6931472, 0.6931471805599453), f - (square - small));
    }

    /// <summary>y, but x where x = ∞ or NaN, −∞ where u = 0, and NaN where u &lt; 0</summary>
    [MethodImpl(Inline)]
    static TLane LogAtEdges<TLane>(TLane x, TLane u, TLane y) where TLane : struct, ILane<TLane>
    {
        TLane infinity = TLane.Of(double.PositiveInfinity), zero = TLane.Of(0);
        y = TLane.IfLess(x, infinity, y, x);
        return TLane.IfLess(zero, u, y, TLane.IfEqual(u, zero, -infinity, TLane.Of(double.NaN)));
    }
}
