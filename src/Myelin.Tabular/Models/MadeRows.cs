using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// Rows that nobody measured, for comparing a model with what was exported of it: every category, words that were never seen, missing
/// cells, the ends of each range and numbers far beyond them.
/// </summary>
/// <remarks>
/// Of four rows the first is ordinary, the second has one column's special cell, the third special cells in all columns, and the
/// fourth any mixture. Each special cell of each column occurs if there are four rows or more for every one; each category, if
/// there are <see cref="Needed"/> rows, and those that occur in no special cell take the place of ordinary ones.
/// </remarks>
static class MadeRows
{
    const string Name = "made rows";

    // multiples of four
    const int Least = 256, Most = 4096;

    /// <summary>Rows in which every category occurs, 256 to 4,096; 4,096 may be too few.</summary>
    public static int Needed(TabularModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        // half a column's special cells in a fourth of the rows, the other half in another
        int most = model.Encoder.Columns.Max(encoder => MadeCells.Of(encoder) is { WordCount: > 0 } made ? made.Specials : 0);
        return (int)Math.Clamp(2L * most + 3, Least, Most) / 4 * 4;
    }

    /// <summary>Categories of all columns that occur in no row of the table.</summary>
    public static int AbsentCategories(TabularModel model, Table table)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        return model.Encoder.Columns.Where(encoder => MadeCells.Of(encoder).WordCount > 0).Sum(encoder =>
        {
            HashSet<string?> found = [.. Enumerable.Range(0, table.Rows).Select(table[encoder.Column].Text)];
            return encoder.Categories!.Count(word => !found.Contains(word));
        });
    }

    /// <summary>A table that the model predicts: rows whose prediction is not finite, which it refuses, are left out.</summary>
    /// <param name="count">rows before those are left out</param>
    /// <param name="seed">the same seed gives the same rows</param>
    public static Table Of(TabularModel model, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Table table = Make(model, count, seed);
        List<int> good = [];
        Predictable(model, table, [.. Enumerable.Range(0, count)], good);
        return good.Count == count ? table : table.Take([.. good]);
    }

    static Table Make(TabularModel model, int count, ulong seed)
    {
        MadeCells[] cells = [.. model.Encoder.Columns.Select(MadeCells.Of)];
        var picks = new int[cells.Length][];
        for (int c = 0; c < cells.Length; c++) picks[c] = new int[count];
        for (int row = 0; row < count; row++)
        {
            var random = new RandomStream(seed, RandomPurpose.Other, (ulong)row);
            int turn = row / 4, odd = turn % cells.Length;
            for (int c = 0; c < cells.Length; c++)
            {
                int specials = cells[c].Specials;
                picks[c][row] = (row % 4) switch
                {
                    0 => MadeCells.Ordinary,
                    1 => c == odd ? turn / cells.Length % specials : MadeCells.Ordinary,
                    2 => (turn + c) % specials,
                    _ => random.NextInt32(3) == 0 ? random.NextInt32(specials) : MadeCells.Ordinary,
                };
            }
        }
        for (int c = 0; c < cells.Length; c++) Complete(picks[c], cells[c].WordCount);
        return new(Name, [.. cells.Select((made, c) => made.Column(picks[c], new(seed, RandomPurpose.Other, ulong.MaxValue, (uint)c)))],
            RowPlaces.OfRows());
    }

    // rows that are ordinary in all columns come first: the model predicts them
    static void Complete(int[] picks, int words)
    {
        HashSet<int> found = [.. picks];
        int word = 0;
        for (int kind = 0; kind < 4; kind++)
            for (int row = kind; row < picks.Length; row += 4)
            {
                if (picks[row] != MadeCells.Ordinary) continue;
                while (word < words && found.Contains(word)) word++;
                if (word == words) return;
                picks[row] = word++;
            }
    }

    // halves, until what is refused is a single row
    static void Predictable(TabularModel model, Table table, int[] rows, List<int> good)
    {
        try
        {
            model.Predict(table.Take(rows));
            good.AddRange(rows);
        }
        catch (InvalidFileException) when (rows.Length > 1)
        {
            Predictable(model, table, rows[..(rows.Length / 2)], good);
            Predictable(model, table, rows[(rows.Length / 2)..], good);
        }
        catch (InvalidFileException)
        {
        }
    }
}
