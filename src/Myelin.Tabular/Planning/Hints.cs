using System.Globalization;

namespace Myelin.Tabular;

/// <summary>Settings that would fit a table better than the defaults do, where it looks like that.</summary>
static class Hints
{
    /// <summary>A class is rare where another has so many times its rows. Of many classes some always are.</summary>
    const int Rare = 20, MostClasses = 20;

    /// <summary>Distinct dates from which on rows may be in order of time.</summary>
    const int FewDates = 10;

    public static IEnumerable<Advice> Of(Table table, Target target, TabularOptions options, ILoss loss, bool isStream)
    {
        if (RareClass(table, target, options, loss) is { } rare) yield return rare;
        if (!isStream && options is { GroupBy: null, TimeBy: null } && DateColumn(table, target, options.Ignore) is { } date)
            yield return new Advice($"column {date} holds dates")
                .Or("if the model will predict rows of a later time, test it on the latest rows", SettingNames.TimeBy, date);
    }

    static Advice? RareClass(Table table, Target target, TabularOptions options, ILoss loss)
    {
        if (options is not { Balanced: false, Threshold: null } || target.Classes is not { Count: <= MostClasses } classes ||
            loss is not SoftmaxCrossEntropy) return null;
        (string Text, int Count)[] counts = [.. table.Facts(target.Column).Values()!];
        (string rarest, int least) = counts.MinBy(value => value.Count);
        int all = counts.Sum(value => value.Count);
        // that a single row is never checked is said elsewhere
        if (least < 2 || counts.Max(value => value.Count) < (long)Rare * least) return null;
        Advice advice = new Advice(string.Create(CultureInfo.InvariantCulture,
            $"class '{rarest}' has {least:N0} of {all:N0} rows, so a high accuracy says little: " +
            $"see balanced accuracy and average precision"))
            .Or("to find more of its rows, give classes equal weight", SettingNames.Balanced, "true");
        return classes.Count == 2 ? advice.Or("choose a decision threshold", SettingNames.Threshold, "f1") : advice;
    }

    static string? DateColumn(Table table, Target target, IReadOnlyCollection<string> ignore) => table.Columns
        .Where(column => column.Type == ColumnType.Date && column.Name != target.Column && !ignore.Contains(column.Name) &&
            table.Facts(column.Name).Distinct >= FewDates && HasDays((DateColumn)column))
        .Select(column => column.Name).FirstOrDefault();

    // times alone are on the first day of the first year
    static bool HasDays(DateColumn column)
    {
        for (int row = 0; row < column.Count; row++)
            if (column[row] is { } date && date.Date != default) return true;
        return false;
    }
}
