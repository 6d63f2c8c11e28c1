using System.Globalization;

namespace Myelin.Tabular;

/// <summary>
/// Rows that are copies of others, equal in every feature and in the target. A copy in the test of a row that was trained on is
/// no test: it is known by heart.
/// </summary>
static class Copies
{
    /// <summary>From this share on copies stay on one side of every split; fewer do little harm, and are counted.</summary>
    const double Many = 0.2;

    /// <summary>
    /// Combinations of few words repeat by themselves. Copies repeat so many times as often as independent columns would.
    /// </summary>
    const double BeyondChance = 10;

    /// <summary>The columns by which copies are told: all but the target, the ignored ones, free text, and numbers of rows.</summary>
    static string[] Compared(Table table, string target, IReadOnlyCollection<string> ignore)
    {
        Column[] features = [.. table.Columns.Where(column => column.Name != target && !ignore.Contains(column.Name))];
        Column[] telling = [.. features.Where(column => column.Type != ColumnType.Text && !CodeCheck.IsCounter(column))];
        return [.. (telling.Length > 0 ? telling : features).Select(column => column.Name)];
    }

    /// <summary>For each row the number of its group of equal features, where many rows are copies; else null.</summary>
    /// <param name="copies">how many rows are copies of an earlier one</param>
    public static int[]? Groups(Table table, string target, IReadOnlyCollection<string> ignore, out int copies)
    {
        string[] columns = Compared(table, target, ignore);
        copies = 0;
        if (columns.Length == 0 || table.Rows < 2) return null;
        copies = table.Rows - CountsOf(RowHashes.Of(table, [.. columns, target])).Count;
        if (copies < Many * table.Rows) return null;
        // of the features alone: a target that they decide repeats with them, and is no copy for that
        ulong[] hashes = RowHashes.Of(table, columns);
        Dictionary<ulong, int> combinations = CountsOf(hashes);
        // two columns of words that say the same repeat beyond chance, too; measured numbers do not
        bool areFew = table.Rows >= SeenRows.Repeated * combinations.Count && !columns.Any(name => IsMeasured(table[name]));
        if (areFew || Pairs(combinations.Values) < BeyondChance * PairsByChance(table, columns)) return null;
        var groups = new Dictionary<ulong, int>();
        return [.. hashes.Select(hash =>
        {
            if (!groups.TryGetValue(hash, out int group)) groups.Add(hash, group = groups.Count);
            return group;
        })];
    }

    static bool IsMeasured(Column column) => column.Type == ColumnType.Number &&
        Enumerable.Range(0, column.Count).Any(row => !column.IsMissing(row) && !double.IsInteger(column.Number(row)));

    static Dictionary<ulong, int> CountsOf(ulong[] hashes)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (ulong hash in hashes) counts[hash] = counts.GetValueOrDefault(hash) + 1;
        return counts;
    }

    static double Pairs(IEnumerable<int> counts) => counts.Sum(count => count * (count - 1.0) / 2);

    // of all pairs of rows, the share that is equal in every column if these have nothing to do with each other
    static double PairsByChance(Table table, string[] columns)
    {
        double all = table.Rows * (table.Rows - 1.0) / 2;
        return columns.Aggregate(all, (pairs, name) => pairs * Pairs(CountsOf(RowHashes.Of(table, [name])).Values) / all);
    }

    /// <summary>What is said of the copies among the training rows.</summary>
    public static IEnumerable<Advice> Notes(Table table, string target, IReadOnlyCollection<string> ignore)
    {
        if (Groups(table, target, ignore, out int copies) is null) yield break;
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{copies:N0} of {table.Rows:N0} training rows are copies of others, equal in every feature and the target: ") +
            "copies stay on one side where rows are held out";
    }
}
