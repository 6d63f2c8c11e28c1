using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// Rows that nobody measured, for comparing a model with what was exported of it: every category, words that were never seen, missing
/// cells, the ends of each range and numbers far beyond them.
/// </summary>
/// <remarks>
/// Of four rows the first is ordinary, the second has one column's special cell, the third special cells in all columns, and the
/// fourth any mixture. Each special cell of each column occurs if there are four rows or more for every one.
/// </remarks>
static class MadeRows
{
    const string Name = "made rows";

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
        return new(Name, [.. cells.Select((made, c) => made.Column(picks[c], new(seed, RandomPurpose.Other, ulong.MaxValue, (uint)c)))],
            RowPlaces.OfRows());
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
