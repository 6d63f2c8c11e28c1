using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>Divides rows at random into two parts, each in ascending order.</summary>
static class RowSplit
{
    public static (int[] First, int[] Second) Of(int rows, double fraction, ulong seed, Column? classes)
    {
        Refusal.IfNoShare(fraction);
        var random = new RandomStream(seed, RandomPurpose.Split);
        var first = new bool[rows];
        if (classes is null) Choose([.. Enumerable.Range(0, rows)], fraction, ref random, first);
        else
            foreach (List<int> group in Groups(classes)) Choose([.. group], fraction, ref random, first);
        return ([.. Enumerable.Range(0, rows).Where(row => first[row])], [.. Enumerable.Range(0, rows).Where(row => !first[row])]);
    }

    static void Choose(int[] rows, double fraction, ref RandomStream random, bool[] chosen)
    {
        random.Shuffle(rows.AsSpan());
        // half a row goes to the larger part; of two rows or more each part gets one
        int count = (int)Math.Floor(rows.Length * fraction + 0.5);
        if (rows.Length > 1) count = Math.Clamp(count, 1, rows.Length - 1);
        else count = fraction >= 0.5 ? rows.Length : 0;
        foreach (int row in rows.AsSpan(0, count)) chosen[row] = true;
    }

    /// <summary>The rows of each class, in order of first sight; missing cells are a class of their own.</summary>
    static List<List<int>> Groups(Column classes)
    {
        var groups = new List<List<int>>();
        var known = new Dictionary<string, int>();
        for (int row = 0; row < classes.Count; row++)
        {
            string word = classes.Text(row) ?? "";
            if (!known.TryGetValue(word, out int group))
            {
                known.Add(word, group = groups.Count);
                groups.Add([]);
            }
            groups[group].Add(row);
        }
        return groups;
    }
}
