using System.Globalization;

namespace Myelin.Tabular;

/// <summary>Numbers as text for files and programs: the shortest text that reads back to the same float64.</summary>
/// <remarks>
/// Digits are written plainly, without an exponent, from 10⁻⁶ up to 10¹⁵, and for 0. Every command and format uses this one.
/// </remarks>
public static class ExactNumber
{
    const double LeastPlain = 1e-6;

    /// <summary>12345678.91, 0.00002, 1E+20; NaN, Infinity and -Infinity for what is not finite.</summary>
    public static string Text(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        // .NET writes an exponent below 10⁻⁴ already
        return Math.Abs(number) is >= LeastPlain and < 1e-4 && text.IndexOf('E') is > 0 and var mark ? Plain(text, mark) : text;
    }

    /// <summary>The number rounded to so many significant digits, as plainly.</summary>
    public static string Rounded(double number, int digits) =>
        Text(double.Parse(number.ToString($"E{digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>-1.25E-05 as -0.0000125.</summary>
    static string Plain(string text, int mark)
    {
        int exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string sign = text[0] == '-' ? "-" : "", digits = text[sign.Length..mark].Replace(".", "", StringComparison.Ordinal);
        return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
    }
}
