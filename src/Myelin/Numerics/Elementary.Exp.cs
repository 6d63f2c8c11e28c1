using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

// eˣ = 2ⁿ·eʳ with n = round(x / ln 2) and r = x − n·ln 2, so |r| ≤ ½ ln 2 and eʳ = 1 + r + r²·(½ + r·p(r)).
public static partial class Elementary
{
    /// <summary>eˣ</summary>
    [MethodImpl(Inline)]
    public static TLane Exp<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        x = TLane.Clamp(x, Pick<TLane>(-104, -746), Pick<TLane>(89, 710));      // beyond, the result is 0 or ∞
        TLane r = ModuloLogTwo(x, out TLane n);
        return TLane.ScaleWide(ExpPolynomial(r), n);
    }

    /// <summary>eˣ for x whose result is a normal number</summary>
    [MethodImpl(Inline)]
    static TLane ExpNormal<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane r = ModuloLogTwo(x, out TLane n);
        return TLane.Scale(ExpPolynomial(r), n);
    }

    /// <summary>r = x − n·ln 2, with ln 2 in two parts; the first product leaves no rounding error.</summary>
    [MethodImpl(Inline)]
    static TLane ModuloLogTwo<TLane>(TLane x, out TLane n) where TLane : struct, ILane<TLane>
    {
        n = TLane.Round(x * TLane.Of(1.4426950408889634));
        TLane r = TLane.MultiplyAdd(n, Pick<TLane>(-0.6931472, -0.6931471805599453), x);
        return TLane.MultiplyAdd(n, Pick<TLane>(1.9046542e-09, -2.3190468138462996e-17), r);
    }

    /// <summary>½ + r·p(r)</summary>
    [MethodImpl(Inline)]
    static TLane ExpTail<TLane>(TLane r) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(
        TLane.Precision == 24
            ? Polynomial.Of(r, 0.16666548, 0.04166679, 0.00836611, 0.0013903908)
            : Polynomial.Of(r, 0.16666666666666602, 0.04166666666661847, 0.008333333333389098, 0.001388888892109119,
                0.0001984126970673969, 2.4801515650164724e-05, 2.755742808478987e-06, 2.76224923888261e-07, 2.5044783323620065e-08),
        r, TLane.Of(0.5));

    /// <summary>eʳ</summary>
    [MethodImpl(Inline)]
    static TLane ExpPolynomial<TLane>(TLane r) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(TLane.MultiplyAdd(ExpTail(r), r, TLane.Of(1)), r, TLane.Of(1));
}
