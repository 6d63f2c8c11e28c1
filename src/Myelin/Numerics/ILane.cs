using System.Runtime.CompilerServices;

namespace Myelin.Numerics;

/// <summary>
/// One number or several side by side, with the arithmetic that every formula is written in. A formula over a lane is compiled
/// for one float, for 4, 8 and 16 floats and for doubles, so the gradient check runs the very formula that trains. Every
/// operation gives the same bits in every width: it is either one IEEE 754 operation or a fixed sequence of them.
/// </summary>
/// <remarks>Arithmetic and selection only; loading and storing are <see cref="ILane{TSelf,T}"/>.</remarks>
public interface ILane<TSelf> where TSelf : struct, ILane<TSelf>
{
    static abstract TSelf operator +(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a, TSelf b);
    static abstract TSelf operator *(TSelf a, TSelf b);
    static abstract TSelf operator /(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a);

    /// <summary>The constant in every place, rounded to the lane's precision.</summary>
    static abstract TSelf Of(double value);

    /// <summary>The coefficient in every place.</summary>
    static abstract TSelf Of(Coefficient value);

    /// <summary>x·y + z, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf z);

    static abstract TSelf Sqrt(TSelf x);
    static abstract TSelf Abs(TSelf x);

    /// <summary>The larger; NaN if either is NaN; +0 is larger than −0.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The smaller; NaN if either is NaN; −0 is smaller than +0.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>The magnitude of x with the sign of y.</summary>
    static abstract TSelf CopySign(TSelf x, TSelf y);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x between low and high, neither of them 0; NaN if x is NaN.</summary>
    static abstract TSelf Clamp(TSelf x, TSelf low, TSelf high);

    /// <summary>x·2ⁿ for an integer-valued n with 2ⁿ a normal number.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>x·2ⁿ, rounded once, for ½ ≤ |x| ≤ 2 and any integer-valued n between twice the exponents of the format.</summary>
    static abstract TSelf ScaleWide(TSelf x, TSelf n);

    /// <summary>x = m·2ⁿ with m in [√½, √2), for positive normal x.</summary>
    static abstract TSelf Split(TSelf x, out TSelf n);

    /// <summary>Where x &lt; y: then; elsewhere, and where either is NaN: otherwise.</summary>
    static abstract TSelf IfLess(TSelf x, TSelf y, TSelf then, TSelf otherwise);

    /// <summary>Where x = y: then; elsewhere, and where either is NaN: otherwise.</summary>
    static abstract TSelf IfEqual(TSelf x, TSelf y, TSelf then, TSelf otherwise);

    /// <summary>Whether x &lt; y anywhere.</summary>
    static abstract bool AnyLess(TSelf x, TSelf y);

    /// <summary>sin x of every element, one by one, for |x| ≥ 1 however large: what the polynomial's reduction cannot reach.</summary>
    static abstract TSelf SinOfHuge(TSelf x);

    /// <summary>cos x of every element, one by one, for |x| ≥ 1 however large.</summary>
    static abstract TSelf CosOfHuge(TSelf x);

    /// <summary>Bits of the significand, the leading one included: 24 for float, 53 for double.</summary>
    static abstract int Precision { get; }

    // What a formula names. Lanes of numbers compute it as it stands here; an expression keeps the name, so that a
    // formula reads as in a textbook.

    /// <summary>A setting by the letter that it has in formulas: s, β₁, or how it comes of others: 1 − β₁.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Of(string letter, double value) => TSelf.Of(value);

    /// <summary>A coefficient by its letter, or by how it comes of others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Of(string letter, Coefficient value) => TSelf.Of(value);

    /// <summary>x, which is used more than once, by a letter of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Name(string letter, TSelf x) => x;

    /// <summary>eˣ</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp(TSelf x) => Elementary.Exp(x);

    /// <summary>eˣ − 1, accurate near 0</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf ExpMinusOne(TSelf x) => Elementary.ExpMinusOne(x);

    /// <summary>ln x; −∞ at 0, NaN below</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log(TSelf x) => Elementary.Log(x);

    /// <summary>ln(1 + x), accurate near 0; −∞ at −1, NaN below</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf LogOnePlus(TSelf x) => Elementary.LogOnePlus(x);

    /// <summary>xʸ of a positive x, and 0 of 0 for a positive y</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Power(TSelf x, TSelf y) => TSelf.Exp(y * TSelf.Log(x));

    /// <summary>xⁿ by squaring, from n as a whole number beside it</summary>
    static virtual TSelf Power(TSelf x, TSelf n, long whole) => Elementary.Power(x, whole);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Tanh(TSelf x) => Elementary.Tanh(x);

    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Erf(TSelf x) => Elementary.Erf(x);

    /// <summary>sin x, x in radians; NaN at ±∞</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sin(TSelf x) => Elementary.Sin(x);

    /// <summary>cos x, x in radians; NaN at ±∞</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Cos(TSelf x) => Elementary.Cos(x);

    /// <summary>1, 0 or −1; NaN stays one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sign(TSelf x) => Stable.Sign(x);

    /// <summary>1/(1 + e⁻ᶻ), from t = e^(−|z|) ≤ 1, which overflows nowhere and loses no digits on either side</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Sigmoid(TSelf z, TSelf t) => Stable.Sigmoid(z, t);

    /// <summary>ln(1 + eᶻ), from t = e^(−|z|) ≤ 1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Softplus(TSelf z, TSelf t) => Stable.Softplus(z, t);

    /// <summary>−ln(1 + e⁻ᶻ), from t = e^(−|z|) ≤ 1</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf LogSigmoid(TSelf z, TSelf t) => Stable.LogSigmoid(z, t);

    /// <summary>Φ(z), the normal distribution, from bell = e^(−z²/2)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf NormalDistribution(TSelf z, TSelf bell) => Stable.NormalDistribution(z, bell);
}
