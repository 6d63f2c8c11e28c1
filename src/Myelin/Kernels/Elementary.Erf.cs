using System.Runtime.CompilerServices;

namespace Myelin.Kernels;

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
        ? Polynomial.Of(z, 0.12837917, -0.37612626, 0.112835854, -0.026853815, 0.0051883305, -0.00080102024, 7.85385e-05)
        : Polynomial.Of(z, [0.12837916709551256, -0.3761263890318352, 0.11283791670944197, -0.026866170643112926,
            0.005223977606127428, -0.0008548325929631883, 0.00012055293583754477, -1.4924712392984391e-05, 1.6447132284086742e-06,
            -1.6206316621279565e-07, 1.3710983379514168e-08, -7.779459219074472e-10]);

    /// <summary>ln(e^(a²)·(1 − erf a)) for 1 ≤ a, around the middle of the range</summary>
    [MethodImpl(Inline)]
    static TLane ErfOuter<TLane>(TLane a) where TLane : struct, ILane<TLane> => TLane.Precision == 24
        ? Polynomial.Of(a - TLane.Of(2), -1.364941, -0.41815934, 0.076246955, -0.01648727, 0.0035436193, -0.0007127963, 0.00018554804)
        : Polynomial.Of(a - TLane.Of(3), [-1.720363041981113, -0.3037536890032307, 0.04260578119881382, -0.007411891795465126,
            0.0013533104375174343, -0.00024569213582285296, 4.308179016484996e-05, -7.115459464586081e-06, 1.0693990765419282e-06,
            -1.3617640027740775e-07, 1.1446213592761672e-08, 6.212498137649135e-10, -6.082322553663816e-10, 1.9863508254539713e-10,
            -3.9371875715856454e-11, 7.263931627717163e-12, -3.365437783645168e-12, -3.836539134302224e-13, 1.218001098575971e-13,
            1.0402100619212619e-13, 2.2487870928178846e-14]);
}
