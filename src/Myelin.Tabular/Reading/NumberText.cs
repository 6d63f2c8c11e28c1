using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Myelin.Tabular.Reading;

/// <summary>Reads numbers strictly: the whole cell, digits 0 to 9, one decimal sign, one exponent, a finite result.</summary>
/// <remarks>
/// .NET's parser takes "5\0" for 5, "1e400" for infinity and, in its default styles, "1,5" for 15; so the characters are checked
/// before it and the result after it. It rounds correctly (IEEE 754), and what is below the smallest number becomes 0.
/// </remarks>
static partial class NumberText
{
    const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    const int LongestNumber = 512;
    static readonly SearchValues<char> Pointed = SearchValues.Create("0123456789+-.eE");
    static readonly SearchValues<char> Commaed = SearchValues.Create("0123456789+-,eE");

    public static bool TryParse(ReadOnlySpan<char> cell, char decimalSign, out double number)
    {
        number = 0;
        if (cell.IsEmpty || cell.Length > LongestNumber) return false;
        if (decimalSign == '.') return !cell.ContainsAnyExcept(Pointed) && Parse(cell, out number);
        if (cell.ContainsAnyExcept(Commaed)) return false;
        Span<char> pointed = stackalloc char[cell.Length];
        cell.Replace(pointed, ',', '.');
        return Parse(pointed, out number);
    }

    static bool Parse(ReadOnlySpan<char> cell, out double number) =>
        double.TryParse(cell, Styles, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>Why a cell that a person might take for a number is none, or null for any other text.</summary>
    public static string? Mistaken(ReadOnlySpan<char> cell, char decimalSign)
    {
        if (cell.IsEmpty || cell.Length > 64) return null;
        if (!cell.ContainsAnyExcept(Pointed) && double.TryParse(cell, Styles, CultureInfo.InvariantCulture, out double number) &&
            !double.IsFinite(number)) return "it is beyond the largest number, 1.8e308";
        if (Infinite().IsMatch(cell)) return "infinity is no number that can be learned from";
        if (DecimalComma().IsMatch(cell) && decimalSign == '.')
            return "its comma could be a decimal sign or group thousands (--decimal , reads it as a decimal sign)";
        if (Grouped().IsMatch(cell)) return "thousands are not grouped in numbers";
        if (decimalSign == ',' && DecimalPoint().IsMatch(cell)) return "its decimal sign is a point, not a comma";
        if (Decorated().IsMatch(cell)) return "numbers have no currency, per cent, brackets, underscores or prefixes";
        if (OtherDigits().IsMatch(cell)) return "its digits or its minus are not those of ASCII";
        return null;
    }

    [GeneratedRegex(@"^[+-]?(inf|infinity|∞)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Infinite();

    [GeneratedRegex(@"^[+-]?[0-9]+,[0-9]+$")]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^[+-]?[0-9]{1,3}([,.' \u00A0\u202F][0-9]{3})+([.,][0-9]+)?$")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[+-]?[0-9]+\.[0-9]+$")]
    private static partial Regex DecimalPoint();

    [GeneratedRegex(@"^(\([0-9.,]+\)|[+-]?[$€£¥]\s?-?[0-9][0-9.,]*|[+-]?[0-9][0-9.,]*\s?[$€£¥%‰]|[+-]?0[xX][0-9a-fA-F]+|[+-]?[0-9]+(_[0-9]+)+)$")]
    private static partial Regex Decorated();

    // a number with at least one digit or minus from elsewhere in Unicode
    [GeneratedRegex(@"^(?=.*[^\x00-\x7F])[+\-\u2212\u2012\u2013\uFF0D\uFF0B]?[\p{Nd}]+([.,\uFF0E\u066B][\p{Nd}]+)?$")]
    private static partial Regex OtherDigits();
}
