using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

public static partial class Elementary
{
    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt: x + x·p(x²) for |x| &lt; 1, and 1 − e^(−x² + p(|x| − c)) beyond</summary>
    [MethodImpl(Inline)]
    public static TLane Erf<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1), a = TLane.Abs(x), limit = Pick<TLane>(3.93, 5.95);     // beyond, erf rounds to 1
        TLane inner = TLane.MultiplyAdd(a, ErfInner(a * a), a);
        TLane b = TLane.IfLess(limit, a, limit, a);
        TLane outer = one - ExpNormal(TLane.MultiplyAdd(-b, b, ErfOuter(b)));
        return TLane.CopySign(TLane.IfLess(a, one, inner, outer), x);
    }

    /// <summary>erf x / x − 1, of z = x²</summary>
    [MethodImpl(Inline)]
    static TLane ErfInner<TLane>(TLane z) where TLane : struct, ILane<TLane> => TLane.Precision == 24
        ? Polynomial.Of(z, 0.12837917, -0.37612626, 0.112835824, -0.026853643, 0.0051879627, -0.0008006793, 7.842288e-05)
        : Polynomial.Of(z, [0.12837916709551256, -0.37612638903183454, 0.11283791670942442, -0.02686617064289931, 0.005223977604689966,
            -0.0008548325870703971, 0.00012055292035174393, -1.4924685750072198e-05, 1.6446833684025832e-06, -1.6204216644959769e-07,
            1.370256913134439e-08, -7.764805895007783e-10]);

    /// <summary>ln(e^(a²)·(1 − erf a)) for 1 ≤ a, around the middle of the range</summary>
    [MethodImpl(Inline)]
    static TLane ErfOuter<TLane>(TLane a) where TLane : struct, ILane<TLane> => TLane.Precision == 24
        ? Polynomial.Of(a - TLane.Of(2), -1.364941, -0.41815922, 0.07624665, -0.016488073, 0.0035440128, -0.00071111345, 0.0001864198)
        : Polynomial.Of(a - TLane.Of(3), [-1.7203630419811307, -0.3037536890039253, 0.04260578119586048, -0.007411891789183613,
            0.0013533104929139722, -0.0002456920545223596, 4.308169044965137e-05, -7.115858996137682e-06, 1.0690901265929695e-06,
            -1.3590909299937396e-07, 1.2058157413022615e-08, 9.195203661641745e-10, -7.737267402451345e-10, -5.683306649591314e-11,
            -1.3220745554955033e-10, 2.66254970911709e-11, 2.3969323195684378e-11, 8.488089390674952e-12, 1.0304442194647014e-12]);
}
