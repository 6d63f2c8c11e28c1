using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Myelin.Tabular;

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

    /// <summary>The same, where thousands may be grouped.</summary>
    /// <param name="thousands">null for no groups; a blank is one of any width, an apostrophe also ’</param>
    public static bool TryParse(ReadOnlySpan<char> cell, char decimalSign, char? thousands, out double number) =>
        TryParse(cell, decimalSign, out number) ||
        (thousands is { } sign && IsGrouped(cell, decimalSign, sign) && Parse(Plain(cell, decimalSign, sign), out number));

    /// <summary>Digits in groups of three, the first of one to three and without a leading 0; all with the same sign between.</summary>
    static bool IsGrouped(ReadOnlySpan<char> cell, char decimalSign, char thousands)
    {
        if (cell.Length > LongestNumber) return false;
        if (!cell.IsEmpty && cell[0] is '-' or '+') cell = cell[1..];
        int point = cell.IndexOf(decimalSign), first = cell.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> whole = point < 0 ? cell : cell[..point];
        if (point >= 0 && cell[(point + 1)..].ContainsAnyExceptInRange('0', '9')) return false;
        if (first is < 1 or > 3 || whole.Length < 5 || cell[0] == '0' || !Groups(whole[first], thousands) ||
            (whole.Length - first) % 4 != 0) return false;
        char between = whole[first];
        for (int i = first; i < whole.Length; i += 4)
            if (whole[i] != between || whole.Slice(i + 1, 3).ContainsAnyExceptInRange('0', '9')) return false;
        return true;
    }

    static bool Groups(char sign, char thousands) => thousands switch
    {
        ' ' => sign is ' ' or '\u00A0' or '\u2009' or '\u202F',
        '\'' => sign is '\'' or '’',
        _ => sign == thousands,
    };

    /// <summary>A number's text without groups and with a decimal point.</summary>
    public static string Plain(ReadOnlySpan<char> number, char decimalSign, char? thousands)
    {
        Span<char> plain = number.Length <= LongestNumber ? stackalloc char[number.Length] : new char[number.Length];
        int length = 0;
        foreach (char sign in number)
            if (sign == decimalSign) plain[length++] = '.';
            else if (thousands is not { } groups || !Groups(sign, groups)) plain[length++] = sign;
        return new(plain[..length]);
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
            return "its comma is no decimal point";
        if (Grouped().IsMatch(cell)) return "its thousands are grouped";
        if (IndianGroups().IsMatch(cell)) return "its digits are in groups of two. Write it without groups";
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

    // 12,34,567: lakhs and crores
    [GeneratedRegex(@"^[+-]?[$€£¥₹]?\s?[0-9]{1,2}(,[0-9]{2})+,[0-9]{3}(\.[0-9]+)?$")]
    private static partial Regex IndianGroups();

    [GeneratedRegex(@"^[+-]?[0-9]+\.[0-9]+$")]
    private static partial Regex DecimalPoint();

    [GeneratedRegex(
        @"^(\([0-9.,]+\)|[+-]?[$€£¥]\s?-?[0-9][0-9.,]*|[+-]?[0-9][0-9.,]*\s?[$€£¥%‰]|[+-]?0[xX][0-9a-fA-F]+|[+-]?[0-9]+(_[0-9]+)+)$")]
    private static partial Regex Decorated();

    // a number with at least one digit or minus from elsewhere in Unicode
    [GeneratedRegex(@"^(?=.*[^\x00-\x7F])[+\-\u2212\u2012\u2013\uFF0D\uFF0B]?[\p{Nd}]+([.,\uFF0E\u066B][\p{Nd}]+)?$")]
    private static partial Regex OtherDigits();
}
