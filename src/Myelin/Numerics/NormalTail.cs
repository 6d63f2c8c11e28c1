using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

/// <summary>The normal distribution's tail without its vanishing factor, for GELU: Φ(−x) = e^(−x²/2) · <see cref="Evaluate"/>.</summary>
static class NormalTail
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>e^(x²/2) Φ(−x) for x ≥ 0, to two units in the last place wherever e^(−x²/2) is not 0</summary>
    /// <remarks>
    /// A polynomial in q = (x − k)/(x + k), divided by 1 + x/2 (the substitution of J. L. Schonfelder 1978 for erfc). The program that
    /// found it is tests/data/reference/normal_tail.py.
    /// </remarks>
    [MethodImpl(Inline)]
    public static TLane Evaluate<TLane>(TLane x) where TLane : struct, ILane<TLane>
    {
        TLane k = TLane.Of(TLane.Precision == 24 ? 3.5 : 5);
        return Numerator((x - k) / (x + k)) / TLane.MultiplyAdd(TLane.Of(0.5), x, TLane.Of(1));
    }

    [MethodImpl(Inline)]
    static TLane Numerator<TLane>(TLane q) where TLane : struct, ILane<TLane> => TLane.Precision == 24
        ? TLane.MultiplyAdd(TLane.MultiplyAdd(Polynomial.Of(q, 0.06332109, -0.011796262, -0.0055962214, 0.0044122357, -0.00055167486,
            -0.0005238234, 0.00011637997, 7.7316705e-05, 4.5935917e-06), q, TLane.Of(-0.14242612)), q, TLane.Of(0.29244918))
        : Polynomial.Of(q, [0.26921756741252206, -0.11750491854901045, 0.07354959015598324, -0.035440762439454265, 0.010727154658940797,
            0.0005615313781540038, -0.003089522426082442, 0.002071578153287081, -0.0007282608031240096, 7.103423786437006e-05,
            6.095333511800932e-05, -2.632321852911927e-05, -1.6258789930050914e-06, 3.895107941777491e-06, -3.725410117369276e-07,
            -5.324667307729992e-07, 1.0209060414737846e-07, 7.898199231436905e-08, -1.809303668675319e-08, -1.2825078391865986e-08,
            2.3203345277619323e-09, 1.8893736689296672e-09, -1.2964378033363243e-10, -1.4819911989855485e-10]);
}
