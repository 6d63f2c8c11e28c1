using System.Text.RegularExpressions;

namespace Myelin.Tabular;

/// <summary>The formats of dates that may be given, such as dd/MM/yyyy.</summary>
static partial class DateFormat
{
    /// <summary>Why a text is no format of dates, and what is meant perhaps; null where it is one.</summary>
    public static string? Objection(string format)
    {
        if (Proposal(format) is { } meant) return $"'{format}' is not a date format. Did you mean {meant}?";
        if (!Known().IsMatch(format))
            return $"'{format}' is not a date format. " +
                "It is made of dd, MM (or MMM for a name), yyyy or yy, HH, mm, ss and tt, and of the signs between them: dd/MM/yyyy HH:mm";
        bool time = format.ContainsAny(['H', 'h']), date = format.ContainsAny(['d', 'M', 'y']);
        if (date && !(format.Contains('y', StringComparison.Ordinal) && format.Contains('M', StringComparison.Ordinal)))
            return $"'{format}' is not a date format: it needs a year and a month, such as dd/MM/yyyy";
        return date || time ? null : $"'{format}' is not a date format, such as dd/MM/yyyy";
    }

    /// <summary>The same with days, months and hours of one or two digits, where a sign ends them.</summary>
    public static string Loose(string format) =>
        Double().Replace(format, match => match.Value[..1]).Replace("T", "'T'", StringComparison.Ordinal);

    // %d/%m/%Y, DD/MM/YYYY and dd/mm/yyyy
    static string? Proposal(string format)
    {
        string meant = format.Replace("%d", "dd", StringComparison.Ordinal).Replace("%m", "MM", StringComparison.Ordinal)
            .Replace("%Y", "yyyy", StringComparison.Ordinal)
            .Replace("%y", "yy", StringComparison.Ordinal).Replace("%H", "HH", StringComparison.Ordinal)
            .Replace("%M", "mm", StringComparison.Ordinal)
            .Replace("%S", "ss", StringComparison.Ordinal).Replace("%b", "MMM", StringComparison.Ordinal)
            .Replace("%I", "hh", StringComparison.Ordinal).Replace("%p", "tt", StringComparison.Ordinal);
        if (meant == format) meant = meant.Replace('D', 'd').Replace('Y', 'y');
        if (meant.Contains('y', StringComparison.Ordinal) && !meant.Contains('M', StringComparison.Ordinal))
            meant = Month().Replace(meant, match => match.Value.ToUpperInvariant(), 1);
        return meant != format && Known().IsMatch(meant) ? meant : null;
    }

    [GeneratedRegex(@"^(d{1,4}|M{1,4}|yyyy|yy|HH?|hh?|mm?|ss?|f{1,7}|F{1,7}|tt|T|[-/., :])+$")]
    private static partial Regex Known();

    // two letters with a sign or an end on either side
    [GeneratedRegex(@"(?<![dMyHhms])(dd|MM|HH|hh)(?![dMyHhmsf])")]
    private static partial Regex Double();

    [GeneratedRegex(@"m+")]
    private static partial Regex Month();
}
