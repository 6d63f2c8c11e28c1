using System.Globalization;
using System.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// What the numbers of a column lose in float64: digits of long integers, and the difference of numbers that are nearly equal.
/// </summary>
sealed class LostDigits(char decimalSign, char? thousands)
{
    /// <summary>Whole numbers up to this are exact.</summary>
    public const double MostExact = 1L << 53;

    /// <summary>Numbers of no more digits are told apart: DBL_DIG.</summary>
    public const int Digits = 15;

    /// <summary>Numbers of more digits that are compared with each other.</summary>
    const int Most = 1024;

    readonly Dictionary<double, string> _long = [];

    /// <summary>The first integer that is another one in float64.</summary>
    public string? Integer { get; private set; }

    /// <summary>The first two numbers that differ and are the same in float64.</summary>
    public (string First, string Second)? Merged { get; private set; }

    public void Add(ReadOnlySpan<char> cell, double number)
    {
        if (Math.Abs(number) >= MostExact && Integer is null && WholeOf(cell, number) is { } whole && whole != new BigInteger(number))
            Integer = cell.ToString();
        if (Merged is not null || _long.Count >= Most || Significant(cell) <= Digits) return;
        if (!_long.TryGetValue(number, out string? first)) _long.Add(number, cell.ToString());
        else if (!cell.SequenceEqual(first) && Value(first) != Value(cell)) Merged = (first, cell.ToString());
    }

    // a double's own text, of 17 digits or the fewest that tell it, is the double and no integer that was lost
    BigInteger? WholeOf(ReadOnlySpan<char> cell, double number)
    {
        if (cell.ContainsAny('e', 'E') && (Significant(cell) <= Digits || Value(cell) is var value &&
            (value == ValueOf(number.ToString("R", CultureInfo.InvariantCulture)) ||
                value == ValueOf(number.ToString("E16", CultureInfo.InvariantCulture))))) return null;
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return BigInteger.TryParse(NumberText.Plain(cell, decimalSign, thousands), Styles, CultureInfo.InvariantCulture,
            out BigInteger whole) ? whole : null;
    }

    static int Significant(ReadOnlySpan<char> cell)
    {
        int digits = 0;
        foreach (char sign in cell)
            if (sign is 'e' or 'E') break;
            else if (char.IsAsciiDigit(sign) && (digits > 0 || sign != '0')) digits++;
        return digits;
    }

    (string Digits, int Power) Value(ReadOnlySpan<char> cell) => ValueOf(NumberText.Plain(cell, decimalSign, thousands));

    // 0.50 and 5e-1 are 5 and -1
    static (string Digits, int Power) ValueOf(string plain)
    {
        int exponent = plain.IndexOfAny(['e', 'E']), power = 0;
        if (exponent >= 0)
            _ = int.TryParse(plain.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power);
        string number = (exponent < 0 ? plain : plain[..exponent]).TrimStart('+');
        int point = number.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) (number, power) = (number.Remove(point, 1), power - (number.Length - 1 - point));
        (string sign, number) = number.StartsWith('-') ? ("-", number[1..].TrimStart('0')) : ("", number.TrimStart('0'));
        string digits = number.TrimEnd('0');
        return (sign + digits, power + number.Length - digits.Length);
    }
}
