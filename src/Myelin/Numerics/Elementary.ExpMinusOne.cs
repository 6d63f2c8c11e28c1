using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

// eˣ − 1 = 2ⁿ·p + (2ⁿ − 1) with p = eʳ − 1, reduced as eˣ is: nothing cancels where n = 0, and p is exact in its largest term.
public static partial class Elementary
{
    /// <summary>eˣ − 1, accurate near 0</summary>
    [MethodImpl(Inline)]
    public static TLane ExpMinusOne<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane r = ModuloLogTwo(TLane.Clamp(x, Pick<TLane>(-20, -40), Pick<TLane>(89, 710)), out TLane n);
        TLane p = ExpMinusOnePolynomial(r);
        TLane half = HalfExpMinusOne(p, n);
        // half a subnormal would lose its last bit; and the polynomial turns −0 into +0
        return TLane.CopySign(TLane.IfEqual(n, TLane.Of(0), p, half + half), x);
    }

    /// <summary>tanh x = h / (h + 1) with h = ½(e²ˣ − 1), of |x|, which cannot overflow and loses nothing near 0</summary>
    [MethodImpl(Inline)]
    public static TLane Tanh<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.Abs(x), limit = Pick<TLane>(10, 20);                    // beyond, tanh rounds to 1
        a = TLane.IfLess(limit, a, limit, a);
        TLane r = ModuloLogTwo(a + a, out TLane n);
        TLane h = HalfExpMinusOne(ExpMinusOnePolynomial(r), n);
        return TLane.CopySign(h / (h + TLane.Of(1)), x);
    }

    /// <summary>eʳ − 1</summary>
    [MethodImpl(Inline)]
    static TLane ExpMinusOnePolynomial<TLane>(TLane r) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(r * r, ExpTail(r), r);

    /// <summary>½(2ⁿ·(p + 1) − 1): half of it, for 2ⁿ itself may overflow where the result does not.</summary>
    [MethodImpl(Inline)]
    static TLane HalfExpMinusOne<TLane>(TLane p, TLane n) where TLane : struct, ILane<TLane>
    {
        TLane power = TLane.Scale(TLane.Of(1), n - TLane.Of(1));
        return TLane.MultiplyAdd(power, p, power - TLane.Of(0.5));
    }
}
