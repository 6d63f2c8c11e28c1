namespace Myelin.Tabular;

/// <summary>
/// Whether a column of whole numbers counts rows, or names things: postal codes, products, stations. A network takes numbers that are near
/// each other for alike; of a name's number only its being the same means anything.
/// </summary>
static class CodeCheck
{
    const int FewestRows = 100, FewestCounted = 50, FewestValues = 20, RowsOfAValue = 4, MostRows = 10_000, MostClasses = 100;

    /// <summary>A number's own rows tell at least this share of the target, and the numbers beside it at most so much of that.</summary>
    const double Tells = 0.1, Alike = 0.5;

    /// <summary>The share of the target that the number of a row tells where rows are sorted by it.</summary>
    const double Ordered = 0.8;

    /// <summary>A note for each such column.</summary>
    /// <param name="columns">what is learned from</param>
    public static IEnumerable<Advice> Of(Table training, Target target, IEnumerable<string> columns)
    {
        columns = [.. columns];
        // the only column cannot be left out
        bool isOnly = columns.Count() == 1;
        string[] whole = training.Rows < FewestCounted ? []
            : [.. columns.Where(name => training[name] is NumberColumn column && IsWhole(column))];
        if (whole.Length == 0) return [];
        Table sample = training.Thinned(MostRows);
        double[] y = target.Values(sample);
        return whole.Select(name => IsCounter(training[name])
            ? CounterNote(name, isOnly,
                LeakCheck.Score(sample[name], target.Classes is null ? LeakCheck.Ranks(y) : y, target.Classes?.Count ?? 0) >= Ordered
                    ? target.Column
                    : null)
            : training.Rows < FewestRows ? null : CodeNote((NumberColumn)sample[name], y, target.Classes?.Count ?? 0)).OfType<Advice>();
    }

    // where rows were sorted by the target before they were numbered, a new row's number tells nothing
    static Advice CounterNote(string name, bool isOnly, string? sortedBy)
    {
        string says = $"{name} looks like a row number (unique and nearly consecutive)";
        if (sortedBy is not null)
        {
            var sorted =
                new Advice($"warning: {says}, and rows are sorted by {sortedBy}: it tells {sortedBy} in these rows and not in new ones");
            return isOnly ? sorted : sorted.Or("leave it out", SettingNames.Ignore, name);
        }
        return isOnly
            ? new Advice($"{says}, and there is no other feature")
            : new Advice(says).Or("if it is one, leave it out", SettingNames.Ignore, name);
    }

    /// <summary>Whether whole numbers count the rows: each another, and few left out.</summary>
    internal static bool IsCounter(Column column)
    {
        if (column is not NumberColumn whole || column.Count == 0 || column.Distinct < column.Count || !IsWhole(whole)) return false;
        double[] numbers = [.. Enumerable.Range(0, column.Count).Select(column.Number)];
        return numbers.Max() - numbers.Min() <= 2.0 * column.Count;
    }

    static Advice? CodeNote(NumberColumn column, double[] y, int classes)
    {
        string name = column.Name;
        int values = column.Distinct;
        if (values < FewestValues || values * RowsOfAValue > column.Count || classes > MostClasses) return null;
        List<int>[] groups = GroupsOf(column);
        // an amount that is mostly 0 is an amount
        if (groups.Max(rows => rows.Count) > column.Count / 2) return null;
        (double own, double beside) = Explained(groups, y, classes);
        return own >= Tells && beside <= Alike * own
            ? new Advice($"{name} looks like a code: rows of the same number are alike, and those of numbers beside it are not")
                .Or("if it is one, read it as a category", SettingNames.Columns, $"{name}:category")
            : null;
    }

    static bool IsWhole(NumberColumn column)
    {
        for (int row = 0; row < column.Count; row++)
            if (column.Number(row) is var number && (double.IsNaN(number) || number != Math.Truncate(number))) return false;
        return true;
    }

    // the rows of each number, the least number first
    static List<int>[] GroupsOf(NumberColumn column)
    {
        var groups = new SortedDictionary<double, List<int>>();
        for (int row = 0; row < column.Count; row++)
        {
            double number = column.Number(row);
            if (!groups.TryGetValue(number, out List<int>? members)) groups[number] = members = [];
            members.Add(row);
        }
        return [.. groups.Values];
    }

    /// <summary>
    /// The share of the target's variance — of each class's being true, where there are classes — that a row's number tells by its other
    /// rows, and by the numbers beside it.
    /// </summary>
    static (double Own, double Beside) Explained(List<int>[] ordered, double[] y, int classes)
    {
        (double all, double own, double beside) = (0, 0, 0);
        for (int k = 0; k < Math.Max(1, classes); k++)
        {
            double[] t = classes == 0 ? y : Array.ConvertAll(y, label => label == k ? 1.0 : 0.0);
            double mean = t.Average();
            double[] sums = [.. ordered.Select(members => members.Sum(row => t[row]))];
            for (int g = 0; g < ordered.Length; g++)
            {
                int below = Math.Max(0, g - 1), above = Math.Min(ordered.Length - 1, g + 1);
                (double sum, int count) = (0, 0);
                foreach (int other in new[] { below, above }.Distinct().Where(other => other != g))
                    (sum, count) = (sum + sums[other], count + ordered[other].Count);
                foreach (int row in ordered[g])
                {
                    double others = ordered[g].Count > 1 ? (sums[g] - t[row]) / (ordered[g].Count - 1) : mean;
                    all += (t[row] - mean) * (t[row] - mean);
                    own += (t[row] - others) * (t[row] - others);
                    beside += (t[row] - sum / count) * (t[row] - sum / count);
                }
            }
        }
        return all == 0 ? (0, 0) : (1 - own / all, Math.Max(0, 1 - beside / all));
    }
}
