using System.Globalization;

namespace Myelin.Tabular;

/// <summary>What a single cell says, read strictly: a number is a number as a whole or not at all.</summary>
static class Cells
{
    static readonly DateTime s_epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    static readonly string[] s_dates = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy/MM/dd"];

    /// <summary>What stands for a missing cell where nothing else is said.</summary>
    public static IReadOnlyList<string> Missing { get; } = ["", "NA", "N/A", "NaN", "nan", "null", "?"];

    /// <summary>
    /// Sign, digits, decimal point, exponent; finite. No thousands separators, hexadecimal, currency, percent, words, or digits of other
    /// scripts; 1e400 is refused, 1e-400 is 0.
    /// </summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        text = text.Trim(' ');
        foreach (char c in text)
            if (c is not (>= '0' and <= '9' or '+' or '-' or '.' or 'e' or 'E')) return false;
        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>An ISO 8601 date, with or without a time of day.</summary>
    public static bool TryDate(string text, out double days)
    {
        bool read = DateTime.TryParseExact(text.Trim(), s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date);
        days = read ? (date - s_epoch).TotalDays : 0;
        return read;
    }

    public static double Days(DateTime date) => (DateTime.SpecifyKind(date, DateTimeKind.Unspecified) - s_epoch).TotalDays;

    public static string FormatDate(double days)
    {
        DateTime date = s_epoch.AddDays(days);
        return date.ToString(date.TimeOfDay == TimeSpan.Zero ? s_dates[0] : s_dates[1], CultureInfo.InvariantCulture);
    }

    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }
}
