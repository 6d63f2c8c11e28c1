namespace Myelin.Tabular;

/// <summary>The words of a column, the most frequent first; of equally frequent ones, in ordinal order.</summary>
static class WordCounts
{
    public static IReadOnlyList<(string Word, int Count)> Of(Column column)
    {
        var counts = new Dictionary<string, int>();
        if (column is CategoryColumn words)
        {
            int[] known = words.Counts();
            for (int code = 0; code < known.Length; code++)
                if (known[code] > 0) counts[words.Words[code]] = known[code];
        }
        else
        {
            for (int row = 0; row < column.Count; row++)
                if (column.Text(row) is string word) counts[word] = counts.GetValueOrDefault(word) + 1;
        }
        return [.. counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => (count.Key, count.Value))];
    }

    /// <summary>Where each word of a list stands in it.</summary>
    public static Dictionary<string, int> Places(IEnumerable<string> words) =>
        words.Select((word, place) => (word, place)).ToDictionary(pair => pair.word, pair => pair.place);

    /// <summary>A number for each row: of its word, or of a missing cell.</summary>
    /// <param name="of">null is a missing cell</param>
    public static int[] Rows(Column column, Func<string?, int> of)
    {
        var rows = new int[column.Count];
        // a word is looked up once, not in every row
        int[]? known = column is CategoryColumn words ? [.. words.Words.Select(of)] : null;
        int missing = of(null);
        for (int row = 0; row < rows.Length; row++)
            rows[row] = known is null ? of(column.Text(row))
                : ((CategoryColumn)column).Codes[row] is >= 0 and int code ? known[code] : missing;
        return rows;
    }
}
