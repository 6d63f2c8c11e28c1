using System.Globalization;
using System.Numerics;

namespace Myelin.Tabular.Reading;

/// <summary>What the numbers of a column lose in float64: digits of long integers, and the difference of numbers that are nearly equal.</summary>
sealed class LostDigits(char decimalSign, char? thousands)
{
    /// <summary>Whole numbers up to this are exact.</summary>
    public const double MostExact = 1L << 53;

    /// <summary>Numbers of no more digits are told apart.</summary>
    public const int Digits = 17;

    /// <summary>Numbers of more digits that are compared with each other.</summary>
    const int Most = 1024;

    readonly Dictionary<double, string> _long = [];

    /// <summary>The first integer that is another one in float64.</summary>
    public string? Integer { get; private set; }

    /// <summary>The first two numbers that differ and are the same in float64.</summary>
    public (string First, string Second)? Merged { get; private set; }

    public void Add(ReadOnlySpan<char> cell, double number)
    {
        if (Math.Abs(number) >= MostExact && Integer is null && WholeOf(cell) is { } whole && whole != new BigInteger(number)) Integer = cell.ToString();
        if (Merged is not null || _long.Count >= Most || Significant(cell) <= Digits) return;
        string text = Trimmed(cell);
        if (!_long.TryAdd(number, text) && _long[number] != text) Merged = (_long[number], text);
    }

    BigInteger? WholeOf(ReadOnlySpan<char> cell) =>
        BigInteger.TryParse(NumberText.Plain(cell, decimalSign, thousands), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole) ? whole : null;

    static int Significant(ReadOnlySpan<char> cell)
    {
        int digits = 0;
        foreach (char sign in cell)
            if (sign is 'e' or 'E') break;
            else if (char.IsAsciiDigit(sign) && (digits > 0 || sign != '0')) digits++;
        return digits;
    }

    // 0.50 is 0.5
    string Trimmed(ReadOnlySpan<char> cell)
    {
        string plain = NumberText.Plain(cell, decimalSign, thousands).TrimStart('+');
        return plain.Contains('.', StringComparison.Ordinal) && !plain.ContainsAny(['e', 'E']) ? plain.TrimEnd('0') : plain;
    }
}
