namespace Myelin.Tabular;

/// <summary>What has to be said of how the cells of a column were read.</summary>
static class CellNotes
{
    /// <summary>Words that are looked at for integers beyond float64.</summary>
    const int MostWords = 1000, FewestDigits = 16;

    public static IEnumerable<Advice> Of(ColumnForm column, ColumnRemarks? remarks, CellForm given)
    {
        string name = column.Name;
        bool isWords = column.Type is ColumnType.Category or ColumnType.Text;
        if (column.Written?.ToRemember is { } notation && Read(column, notation) is { } read) yield return read;
        if (isWords && LongInteger(column.Words, given.DecimalSign, given.Thousands) is { } id)
            yield return new Advice($"{name} has integers that float64 cannot hold, such as {id}: read as categories")
                .Or("read them as rounded numbers", SettingNames.Columns, $"{name}:number");
        if (column.Type == ColumnType.Number && remarks?.LongInteger is { } rounded)
            yield return $"warning: {name} has integers that float64 cannot hold, such as {rounded}: they are rounded to 15 to 17 digits";
        else if (column.Type == ColumnType.Number && remarks?.Merged is { } merged)
            yield return $"warning: {name} has numbers that are the same in float64, such as {merged.First} and {merged.Second}";
        if (isWords && remarks?.MissingWord is { } word && MayBeAWord(column.Words, word))
            yield return new Advice($"{Cell.Quote(word)} in {name} is read as a missing value, and its other values look alike")
                .Or("if it is a word, keep it", SettingNames.KeepWords, word);
    }

    /// <summary>
    /// That a column of words is one of quarters, weeks or other times that are not read as dates; null where it is none.
    /// </summary>
    public static Advice? Period(ColumnForm column)
    {
        if (PeriodText.Of(column.Words) is not { } period) return null;
        string used = column.Type == ColumnType.Text ? "dropped as free text" : "used as categories";
        var advice = new Advice($"{column.Name} looks like {period.Kind}, such as {Cell.Quote(column.Words[0])}: {used}");
        return period.Format is { } format ? OrAsDates(advice, column.Name, format)
            : advice.Or($"to learn from their order in time, write each as {period.AsDate}");
    }

    /// <summary>That numbers may be dates.</summary>
    public static Advice LikeDates(string name, string format, string first) =>
        OrAsDates(new Advice($"{name} looks like dates, such as {Cell.Quote(first)}: read as numbers"), name, format);

    static Advice OrAsDates(Advice advice, string name, string format) =>
        advice.Or("read them as dates", SettingNames.DateFormat, $"{name}={format}");

    /// <summary>That numbers are written with leading zeros, as codes are; null where none is.</summary>
    public static Advice? Zeros(string name, LeadingZeros zeros)
    {
        string says = $"{name} has numbers written with leading zeros";
        string? found = zeros.Merged is { } merged ? $"warning: {says}, of which {merged.First} and {merged.Second} become the same number"
            : zeros.First is { } first ? $"{says}, such as {first}: they are read as numbers, so {first[1..]} would be the same" : null;
        return found is null ? null
            : new Advice(found).Or("if they are codes, read them as categories", SettingNames.Columns, $"{name}:category");
    }

    static string? Read(ColumnForm column, Notation notation)
    {
        string name = column.Name;
        if (column.Type == ColumnType.Date)
            return notation.DateFormat is { } format ? $"{name} is read as dates in the format {format}" : null;
        string suffixes = notation.Suffixes ? "K, M, B and T as thousands, millions, billions and trillions" : "";
        return notation.Unit is { } unit
            ? $"{name} is read as numbers in {unit}{(unit == "%" ? " (3.2% is 3.2)" : "")}{(notation.Suffixes ? $", {suffixes}" : "")}"
            : notation.Suffixes ? $"{name} is read as numbers, {suffixes}" : null;
    }

    /// <summary>An integer among words that all are numbers, which float64 cannot hold; null where there is none.</summary>
    public static string? LongInteger(IReadOnlyList<string> words, char decimalSign, char? thousands)
    {
        var lost = new LostDigits(decimalSign, thousands);
        foreach (string word in words.Take(MostWords))
            if (!NumberText.TryParse(word, decimalSign, thousands, out double number)) return null;
            else if (word.Length >= FewestDigits) lost.Add(word, number);
        return lost.Integer;
    }

    // most words are as long as it and in the same case, as codes of countries are
    static bool MayBeAWord(IReadOnlyList<string> words, string missing) => words.Count > 1 && missing.All(char.IsLetter) &&
        4 * words.Count(word => word.Length == missing.Length && word.All(char.IsLetter) &&
            word.All(char.IsUpper) == missing.All(char.IsUpper)) >= 3 * words.Count;
}
