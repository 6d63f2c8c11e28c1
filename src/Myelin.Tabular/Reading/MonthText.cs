using System.Globalization;

namespace Myelin.Tabular;

/// <summary>Months written without a day, such as 2024-03, 03/2024 and Mar 2024: the format that reads each as its first day.</summary>
/// <remarks>2024.03 and 03.2024 are numbers, and so is a year alone. 2009-10 beside 2012-13 is a season.</remarks>
static class MonthText
{
    const int Shortest = 6, Longest = 16;

    /// <summary>The format of a month; null for any other text.</summary>
    public static string? FormatOf(string cell)
    {
        if (cell.Length is < Shortest or > Longest) return null;
        if (IsYear(cell.AsSpan(0, 4)))
        {
            int end = EndOfSigns(cell, 4);
            return Month(cell.AsSpan(end), cell.AsSpan(4, end - 4)) is { } month ? $"yyyy{cell[4..end]}{month}" : null;
        }
        if (!IsYear(cell.AsSpan(cell.Length - 4))) return null;
        int start = cell.Length - 4;
        while (start > 0 && IsBetween(cell[start - 1])) start--;
        string? name = Month(cell.AsSpan(0, start), cell.AsSpan(start, cell.Length - 4 - start));
        return name is null ? null : $"{name}{cell[start..^4]}yyyy";
    }

    /// <summary>Whether it is two years that follow each other, such as 2023-24, 2023/24 or 2023-2024.</summary>
    public static bool IsSeason(string cell)
    {
        if (cell.Length is not (7 or 9) || !IsYear(cell.AsSpan(0, 4)) || cell[4] is not ('-' or '/')) return false;
        int next = int.Parse(cell.AsSpan(0, 4), CultureInfo.InvariantCulture) + 1;
        return int.TryParse(cell.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int second) &&
            second == (cell.Length == 9 ? next : next % 100);
    }

    /// <summary>Whether a column's words are seasons, of which some look like months.</summary>
    public static bool AreSeasons(WordColumn column) => column.Words.Count > 1 && column.AreSlips(column.Present - column.Count(IsSeason));

    static bool IsYear(ReadOnlySpan<char> digits) =>
        !digits.ContainsAnyExceptInRange('0', '9') && digits[..2] is "18" or "19" or "20" or "21";

    static bool IsBetween(char sign) => sign is '-' or '/' or ' ' or '.' or ',';

    static int EndOfSigns(string cell, int start)
    {
        while (start < cell.Length && IsBetween(cell[start])) start++;
        return start;
    }

    // numbers have one sign beside them that no decimal number has; JAN2024 has none
    static string? Month(ReadOnlySpan<char> month, ReadOnlySpan<char> between)
    {
        if (month.IsEmpty || between.Length > 2) return null;
        if (char.IsAsciiDigit(month[0]))
            return between is "-" or "/" && month.Length <= 2 &&
                int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out int number) &&
                number is >= 1 and <= 12 ? "MM" : null;
        DateTimeFormatInfo names = CultureInfo.InvariantCulture.DateTimeFormat;
        foreach (string name in names.AbbreviatedMonthNames)
            if (name.Length > 0 && month.Equals(name, StringComparison.OrdinalIgnoreCase)) return "MMM";
        foreach (string name in names.MonthNames)
            if (name.Length > 0 && month.Equals(name, StringComparison.OrdinalIgnoreCase)) return "MMMM";
        return null;
    }
}
