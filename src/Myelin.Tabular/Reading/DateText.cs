using System.Globalization;

namespace Myelin.Tabular.Reading;

/// <summary>
/// Reads dates strictly, in forms that say which number is which: year first, as ISO 8601 has them or with / or . between, or with the
/// month's English name; with or without a time and its offset; or a time alone. 3/4/2026 is none: it is a day in March or in April.
/// </summary>
static class DateText
{
    static readonly string[] Days =
    [
        "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyy/M/d",
        "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy",
    ];

    static readonly string[] Times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    static readonly string[] Formats =
    [
        .. Days,
        .. from day in Days
           from time in Times
           from between in day == "yyyy-MM-dd" ? ["'T'", " "] : new[] { " " }
           from offset in day == "yyyy-MM-dd" ? ["", "K"] : new[] { "" }
           select day + between + time + offset,
    ];

    /// <summary>The date as the time of no place; with an offset, the universal time; of a time alone, on the first day of the first year.</summary>
    public static bool TryParse(ReadOnlySpan<char> cell, out DateTime date)
    {
        const DateTimeStyles Universal = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        date = default;
        // all have a digit at one end and none is very short: most words are told by a glance
        if (cell.Length is < 5 or > 40 || !(char.IsAsciiDigit(cell[0]) || char.IsAsciiDigit(cell[^1]))) return false;
        if (cell[2] == ':' && cell.Length <= 16)
            return DateTime.TryParseExact(cell, Times, CultureInfo.InvariantCulture, Universal | DateTimeStyles.NoCurrentDateDefault, out date);
        return cell.Length >= 8 && DateTime.TryParseExact(cell, Formats, CultureInfo.InvariantCulture, Universal, out date);
    }

    public static string Format(DateTime date)
    {
        string form = date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : date.Date == default ? "HH:mm:ss.FFFFFFF" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF";
        return date.ToString(form, CultureInfo.InvariantCulture);
    }
}
