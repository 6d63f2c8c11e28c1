using System.Text.RegularExpressions;

namespace Myelin.Tabular;

/// <summary>Quarters, weeks and other times that are not read as dates: what a column of them looks like, to be said.</summary>
static partial class PeriodText
{
    /// <summary>Words that are looked at.</summary>
    const int MostWords = 1000;

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // a year, and a week's number
    const string Year = @"(18|19|20|21)\d\d", Number = @"(0?[1-9]|[1-4]\d|5[0-3])";

    /// <summary>
    /// What all words are, the date format that reads them, where one does, and how to write them as dates; null where they are nothing of
    /// that kind.
    /// </summary>
    public static (string Kind, string? Format, string AsDate)? Of(IReadOnlyList<string> words)
    {
        if (words.Count < 2) return null;
        foreach ((Func<string, bool> fits, string kind, string? format, string asDate) in Kinds)
            if (fits(words[0]) && words.Take(MostWords).All(fits)) return (kind, format, asDate);
        return null;
    }

    static IEnumerable<(Func<string, bool> Fits, string Kind, string? Format, string AsDate)> Kinds =>
    [
        (Quarter().IsMatch, "quarters or half years", null, "its first day, such as 2024-07-01"),
        (Week().IsMatch, "weeks", null, "its Monday, such as 2024-02-26"),
        (DayOfYear().IsMatch, "days of a year", null, "a date, such as 2024-02-26"),
        (MonthText.IsSeason, "seasons", null, "its first day, such as 2023-07-01"),
        (ShortMonth().IsMatch, "months", "MMM-yy", "its first day, such as 2024-02-01"),
        (ShortNumber().IsMatch, "months", "MM/yy", "its first day, such as 2024-02-01"),
    ];

    [GeneratedRegex(@"^(" + Year + @"[-/ ]?(Q[1-4]|H[12])|(Q[1-4]|H[12]|[1-4]Q|[12]H)[-/ ']{0,2}(" + Year + @"|\d\d))$", Plain)]
    private static partial Regex Quarter();

    [GeneratedRegex("^(" + Year + "[-/ ]?[CK]?W" + Number + "(-?[1-7])?|[CK]?W ?" + Number + "[-/ ]" + Year + ")$", Plain)]
    private static partial Regex Week();

    [GeneratedRegex(@"^(18|19|20|21)\d\d-([0-2]\d\d|3[0-5]\d|36[0-6])$")]
    private static partial Regex DayOfYear();

    [GeneratedRegex(@"^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d\d$", Plain)]
    private static partial Regex ShortMonth();

    [GeneratedRegex(@"^(0[1-9]|1[0-2])/\d\d$")]
    private static partial Regex ShortNumber();
}
