using System.Globalization;

namespace Myelin.Tabular;

/// <summary>
/// Reads dates strictly, in forms that say which number is which: year first, as ISO 8601 has them or with / or . between, or with the
/// month's English name; with or without a time and its offset; or a time alone. 3/4/2026 is none: it is a day in March or in April.
/// </summary>
static class DateText
{
    static readonly string[] Days = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy/M/d"];

    static readonly string[] NamedDays =
    [
        "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy", "d/MMM/yyyy", "d.MMM.yyyy",
        "d. MMMM yyyy", "MMM-d-yyyy",
        "ddd, d MMM yyyy", "dddd, MMMM d, yyyy",
    ];

    static readonly string[] Times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF", "H:mm", "H:mm:ss"];

    static readonly string[] TimesOfDays = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "h:mm tt", "h:mm:ss tt"];

    // of ISO 8601 also with T and an offset
    static readonly string[] Ends = [" {0}", ", {0}"], EndsOfIso = ["'T'{0}", " {0}", ", {0}", "'T'{0}K", " {0}K"];

    static readonly string[] Formats = With(Days), NamedFormats = With(NamedDays);

    /// <summary>
    /// The formats that are tried: of times alone, of dates without the name of a month, and of those with one.
    /// </summary>
    internal static (IReadOnlyList<string> Times, IReadOnlyList<string> Numbers, IReadOnlyList<string> Named) AllFormats =>
        (Times, Formats, NamedFormats);

    static string[] With(string[] days) =>
    [
        .. days,
        .. from day in days
           from time in TimesOfDays
           from end in day == "yyyy-MM-dd" ? EndsOfIso : Ends
           select day + string.Format(CultureInfo.InvariantCulture, end, time),
    ];

    /// <summary>
    /// The date as the time of no place; with an offset, the universal time; of a time alone, on the first day of the first year.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> cell, out DateTime date)
    {
        const DateTimeStyles Universal = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        date = default;
        // all have a digit at one end and none is very short: most words are told by a glance
        if (cell.Length is < 4 or > 40 ||
            !(char.IsAsciiDigit(cell[0]) || char.IsAsciiDigit(cell[^1]) || EndsIn(cell, "M") || EndsIn(cell, "GMT") || EndsIn(cell, "UTC")))
            return false;
        cell = Bare(cell);
        if ((cell[1] == ':' || cell[2] == ':') && cell.Length <= 16)
            return DateTime.TryParseExact(cell, Times, CultureInfo.InvariantCulture,
                Universal | DateTimeStyles.NoCurrentDateDefault, out date);
        return cell.Length >= 8 &&
            DateTime.TryParseExact(cell, HasName(cell) ? NamedFormats : Formats, CultureInfo.InvariantCulture, Universal, out date);
    }

    /// <summary>Without UTC or GMT after a time, and without digits of a second beyond the seventh, which are finer than a tick.</summary>
    public static ReadOnlySpan<char> Bare(ReadOnlySpan<char> cell)
    {
        if (cell.Length is < 8 or > 40 || !cell.Contains(':')) return cell;
        if ((cell.EndsWith(" UTC", StringComparison.Ordinal) || cell.EndsWith(" GMT", StringComparison.Ordinal)) &&
            char.IsAsciiDigit(cell[^5])) cell = cell[..^4];
        int point = cell.LastIndexOf('.'), first = point + 8;
        if (point <= cell.IndexOf(':') || first >= cell.Length || cell[(point + 1)..first].ContainsAnyExceptInRange('0', '9')) return cell;
        int end = first;
        while (end < cell.Length && char.IsAsciiDigit(cell[end])) end++;
        return end == first ? cell : string.Concat(cell[..first], cell[end..]);
    }

    /// <summary>
    /// Whether a date of three numbers has a year of four digits, or signs that only dates have, and days and months that can be.
    /// </summary>
    public static bool IsPlausible(ReadOnlySpan<char> cell)
    {
        if (!IsNumeric(cell, out char between)) return false;
        int first = cell.IndexOf(between), second = first + 1 + cell[(first + 1)..].IndexOf(between);
        int end = second + 1 +
            (cell[(second + 1)..].IndexOfAnyExceptInRange('0', '9') is var rest && rest < 0 ? cell.Length - second - 1 : rest);
        ReadOnlySpan<char> left = cell[..first], middle = cell[(first + 1)..second], right = cell[(second + 1)..end];
        if (!IsDay(middle)) return false;
        return left.Length == 4 ? left[0] is '1' or '2' && IsDay(right)
            : IsDay(left) && (right.Length == 4 ? right[0] is '1' or '2' : between == '/' && right.Length == 2) &&
                Math.Min(int.Parse(left, CultureInfo.InvariantCulture), int.Parse(middle, CultureInfo.InvariantCulture)) <= 12;
    }

    static bool IsDay(ReadOnlySpan<char> digits) =>
        digits.Length is 1 or 2 && int.Parse(digits, CultureInfo.InvariantCulture) is >= 1 and <= 31;

    static bool EndsIn(ReadOnlySpan<char> cell, string end) =>
        cell.EndsWith(end, StringComparison.OrdinalIgnoreCase) && cell.ContainsAnyInRange('0', '9');

    /// <summary>Whether three letters follow each other, as in a month's name.</summary>
    static bool HasName(ReadOnlySpan<char> cell)
    {
        int letters = 0;
        foreach (char sign in cell)
            if ((letters = char.IsAsciiLetter(sign) ? letters + 1 : 0) == 3) return true;
        return false;
    }

    /// <summary>Whether it has the shape of a date in three numbers, such as 3/4/2026, and which sign is between them.</summary>
    public static bool IsNumeric(ReadOnlySpan<char> cell, out char between)
    {
        between = default;
        if (cell.Length is < 6 or > 40 || !char.IsAsciiDigit(cell[0])) return false;
        int first = cell.IndexOfAnyExceptInRange('0', '9');
        if (first is < 1 or > 4 || cell[first] is not ('/' or '.' or '-')) return false;
        ReadOnlySpan<char> rest = cell[(first + 1)..];
        int second = rest.IndexOfAnyExceptInRange('0', '9');
        if (second is < 1 or > 2 || rest[second] != cell[first]) return false;
        rest = rest[(second + 1)..];
        int third = rest.IndexOfAnyExceptInRange('0', '9');
        between = cell[first];
        return (third < 0 ? rest.Length : third) is >= 1 and <= 4 && (third < 0 || rest[third] is ' ' or 'T' or ',');
    }

    public static string Format(DateTime date)
    {
        string form = date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
            : date.Date == default ? "HH:mm:ss.FFFFFFF" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF";
        return date.ToString(form, CultureInfo.InvariantCulture);
    }
}
