namespace Myelin.Numerics;

/// <summary>What source says of one precision: names, types, and the constants of its IEEE 754 format.</summary>
/// <param name="F">what its functions' names begin with</param>
/// <param name="Real">its type</param>
/// <param name="Suffix">of functions of C's library</param>
/// <param name="Bits">of its type</param>
/// <param name="Fraction">bits of it</param>
sealed record SourceFormat(string F, string Real, string Suffix, int Bits, int Fraction)
{
    public static SourceFormat Single { get; } = new("f_", "float", "f", 32, 23);

    public static SourceFormat Double { get; } = new("d_", "double", "", 64, 52);

    public static SourceFormat Of(FormulaPrecision precision) => precision switch
    {
        FormulaPrecision.Single => Single,
        FormulaPrecision.Double => Double,
        _ => throw new ArgumentOutOfRangeException(nameof(precision), precision, "There is no such precision."),
    };

    public bool IsSingle => Bits == 32;

    /// <summary>Of the exponent.</summary>
    public int Bias => IsSingle ? 127 : 1023;

    /// <summary>Adding it to a small integer puts that integer into the low bits.</summary>
    public string Magic => IsSingle ? "12582912.0" : "6755399441055744.0";

    /// <summary>The bits of 1.</summary>
    public string One => IsSingle ? "0x3F800000" : "0x3FF0000000000000";

    /// <summary>The bits of 1 less those of the root of one half.</summary>
    public string AboveRoot => IsSingle ? "0x004AFB0D" : "0x00095F619980C433";
}
