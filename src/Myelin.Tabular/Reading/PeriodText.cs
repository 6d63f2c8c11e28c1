using System.Text.RegularExpressions;

namespace Myelin.Tabular.Reading;

/// <summary>Quarters, weeks and other times that are not read as dates: what a column of them looks like, to be said.</summary>
static partial class PeriodText
{
    /// <summary>Words that are looked at.</summary>
    const int MostWords = 1000;

    const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // a year, and a week's number
    const string Year = @"(18|19|20|21)\d\d", Number = @"(0?[1-9]|[1-4]\d|5[0-3])";

    /// <summary>What all words are, and the date format that reads them, where one does; null where they are nothing of that kind.</summary>
    public static (string Kind, string? Format)? Of(IReadOnlyList<string> words)
    {
        if (words.Count < 2) return null;
        foreach ((Func<string, bool> fits, string kind, string? format) in Kinds)
            if (fits(words[0]) && words.Take(MostWords).All(fits)) return (kind, format);
        return null;
    }

    static IEnumerable<(Func<string, bool> Fits, string Kind, string? Format)> Kinds =>
    [
        (Quarter().IsMatch, "quarters or half years", null),
        (Week().IsMatch, "weeks", null),
        (DayOfYear().IsMatch, "days of a year", null),
        (MonthText.IsSeason, "seasons", null),
        (ShortMonth().IsMatch, "months", "MMM-yy"),
        (ShortNumber().IsMatch, "months", "MM/yy"),
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
