namespace Myelin.Tabular;

/// <summary>Whether a column of words is one of dates, and in which order they have day, month and year.</summary>
/// <remarks>
/// 3/4/2026 is a day in March or in April. The whole column says which where some day is over 12; where none is, or where a year has two
/// digits, it is asked. A few cells that are no dates among many that are make the column an error, as a few words among numbers do.
/// </remarks>
static class DateColumnForm
{
    /// <summary>Ways of writing months that are tried; a column has one.</summary>
    const int MostMonths = 8;

    /// <summary>How the dates are written; null where the column is none of dates.</summary>
    /// <exception cref="Exception">It is one, but cannot be read rightly without being told more.</exception>
    public static CellForm? Of(WordColumn column)
    {
        if (!LooksLikeDates(column, out char between))
            return column.Filler(word => IsDate(word, column.Form)) is { } filler && !AreSeasonsBut(column, filler)
                ? throw Filled(column, filler, column.Count(word => IsDate(word, column.Form))) : null;
        (CellForm[] sure, CellForm[] orders) = FormsOf(column, between);
        CellForm[] all = [.. sure, .. orders], fits = column.IsWhole ? [.. all.Where(form => Fits(column, form))] : [];
        if (fits.Length > 0 && sure.Contains(fits[0])) return fits[0];
        // two orders of one date alone: that is a constant, whatever it means
        if (fits.Length > 1) return column.Words.Count == 1 ? null : throw Ambiguous(column, fits, "no day of the column is over 12");
        if (fits.Length == 1) return fits[0];
        CellForm best = all.MinBy(Others)!;
        if (column.AreSlips(Others(best)))
            throw column.Words.Any(word => !best.TryDate(word.Text, out _) && Array.Exists(all, form => form.TryDate(word.Text, out _)))
                ? Mixed(column, all)
                : Slip(column, best);
        CellForm[] shorts =
            [.. ShortYears(column, between).Select(format => Written(column.Form, format)).Where(form => column.AreSlips(Others(form)))];
        if (shorts.Length > 0) throw Ambiguous(column, shorts, "its year has two digits");
        return column.AreSlips(column.Count(word => !Array.Exists(all, form => form.TryDate(word, out _)))) ? throw Mixed(column, all)
            : column.Words.All(word => DateText.IsPlausible(word.Text)) ? throw Unknown(column) : null;

        long Others(CellForm form) => column.Present - column.Count(word => form.TryDate(word, out _));
    }

    /// <summary>The form of all words so far, where there is only one; null where there is none, or more than one.</summary>
    public static CellForm? OfAll(WordColumn column)
    {
        if (!LooksLikeDates(column, out char between)) return null;
        (CellForm[] sure, CellForm[] orders) = FormsOf(column, between);
        return Array.Find(sure, form => Fits(column, form)) ??
            (orders.Where(form => Fits(column, form)).ToArray() is [var only] ? only : null);
    }

    static bool Fits(WordColumn column, CellForm form) => column.Words.All(word => form.TryDate(word.Text, out _));

    // what was given comes first, then what says itself which number is which, then months; then those that the days must tell
    static (CellForm[] Sure, CellForm[] Orders) FormsOf(WordColumn column, char between)
    {
        CellForm plain = Written(column.Form, null);
        IEnumerable<string> formats = column.Words.Select(word => MonthText.FormatOf(word.Text)).OfType<string>()
            .Distinct().Take(MostMonths);
        CellForm[] months = [.. formats.Select(format => Written(plain, format))];
        CellForm[] sure = column.Form.Notation.DateFormat is { } given
            ? [Written(column.Form, given), plain, .. months]
            : [plain, .. months];
        return (sure, between == default ? []
            : [.. new[] { $"dd{between}MM{between}yyyy", $"MM{between}dd{between}yyyy", $"yyyy{between}dd{between}MM" }
                .Select(format => Written(plain, format))]);
    }

    static CellForm Written(CellForm form, string? format) => form.With(new() { DateFormat = format });

    // most words are told by a glance, and most columns by their first words
    static bool LooksLikeDates(WordColumn column, out char between)
    {
        long others = column.Uncounted;
        between = default;
        foreach (KnownWord word in column.Words)
        {
            if (DateText.IsNumeric(word.Text, out char sign)) between = between == default ? sign : between;
            else if (!IsDated(word.Text)) others += word.Count;
            if (!column.AreSlips(others)) return false;
        }
        return column.Words.Count > 0 && (column.Form.Notation.DateFormat is not null || !MonthText.AreSeasons(column));

        bool IsDated(string word) =>
            DateText.TryParse(word, out _) || column.Form.TryDate(word, out _) || ShortName(word) != default ||
            MonthText.FormatOf(word) is not null;
    }

    /// <summary>Whether a word is a date in any of the ways that columns of dates are written.</summary>
    public static bool IsDate(string word, CellForm form) =>
        DateText.IsPlausible(word) || DateText.TryParse(word, out _) || form.TryDate(word, out _) || MonthText.FormatOf(word) is not null;

    static bool AreSeasonsBut(WordColumn column, KnownWord filler) => 2 * column.Count(MonthText.IsSeason) >= column.Present - filler.Count;

    // 03-Jan-24: the sign between
    static char ShortName(string word) => word.Length is >= 8 and <= 10 && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[^1]) &&
        word[^3] is '-' or ' ' or '/' && char.IsAsciiLetter(word[^4]) ? word[^3] : default;

    static string[] ShortYears(WordColumn column, char between)
    {
        if (between == default)
            return ShortName(column.Words[0].Text) is var sign && sign == default ? [] : [$"dd{sign}MMM{sign}yy"];
        // 1.2.13 is a version; a date with points or lines has two digits each
        return between == '/' || column.Words.All(word => word.Text.IndexOf(between, StringComparison.Ordinal) == 2)
            ? [$"dd{between}MM{between}yy", $"MM{between}dd{between}yy", $"yy{between}MM{between}dd"] : [];
    }

    static Exception Ambiguous(WordColumn column, CellForm[] fits, string why)
    {
        KnownWord first = column.Words[0];
        string formats = string.Join(" or ", fits.Select(form => form.Notation.DateFormat));
        return column.Error(first, new Advice($"{Cell.Quote(first.Text)} is a date as {formats}, and {why}")
            .Or("say which it is", SettingNames.DateFormat, $"{column.Name}={fits[0].Notation.DateFormat}").OrAsWords(column.Name));
    }

    static Exception Slip(WordColumn column, CellForm form)
    {
        KnownWord slip = column.Words.First(word => !form.TryDate(word.Text, out _));
        long dates = column.Count(word => form.TryDate(word, out _));
        string written = form.Notation.DateFormat is { } format ? $" as {format}" : "";
        return column.Error(slip,
            new Advice($"{Cell.Quote(slip.Text)} is not a date{written}, but {dates} of the column's {column.Present} cells are")
                .Or("fix the cell").OrAsWords(column.Name).OrAsMissing(slip.Text));
    }

    static Exception Filled(WordColumn column, KnownWord filler, long dates) =>
        column.Error(filler,
            new Advice($"{Cell.Quote(filler.Text)} is not a date, but {dates} of the column's {column.Present} cells look like dates")
                .OrAsMissing(filler.Text).OrAsWords(column.Name));

    static Exception Unknown(WordColumn column) =>
        column.Error(column.Words[0],
            new Advice($"{Cell.Quote(column.Words[0].Text)} looks like a date, as do all cells of the column, but no one format reads them")
                .Or("say how they are written", SettingNames.DateFormat, $"{column.Name}=FORMAT").OrAsWords(column.Name));

    static Exception Mixed(WordColumn column, CellForm[] forms)
    {
        CellForm best = forms.MaxBy(form => column.Count(word => form.TryDate(word, out _)))!;
        KnownWord other =
            column.Words.First(word => !best.TryDate(word.Text, out _) && Array.Exists(forms, form => form.TryDate(word.Text, out _)));
        CellForm[] its = Array.FindAll(forms, form => form.TryDate(other.Text, out _));
        KnownWord first = column.Words.FirstOrDefault(
            word => best.TryDate(word.Text, out _) && !Array.Exists(its, form => form.TryDate(word.Text, out _)),
            column.Words.First(word => best.TryDate(word.Text, out _)));
        return column.Error(other,
            new Advice($"{Cell.Quote(other.Text)} and {Cell.Quote(first.Text)} are dates that are written in two ways")
                .Or("write all in one").OrAsWords(column.Name));
    }
}
