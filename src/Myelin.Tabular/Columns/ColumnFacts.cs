namespace Myelin.Tabular;

/// <summary>What is known of all cells of a column, whether they are in memory or not.</summary>
/// <param name="Distinct">different cells, missing ones not counted; of a stream's many, about</param>
/// <param name="Example">the first cell that is not missing; null where all are</param>
sealed record ColumnFacts(string Name, ColumnType Type, int Count, int Missing, int Distinct, string? Example)
{
    /// <summary>The different cells in order of first sight, and how often each occurs; null where they were too many to be kept.</summary>
    public required Func<IReadOnlyList<(string Text, int Count)>?> Values { get; init; }

    /// <summary>The least and the largest number; NaN where there is none.</summary>
    public required Func<(double Low, double High)> Bounds { get; init; }

    public static ColumnFacts Of(Column column) =>
        new(column.Name, column.Type, column.Count, column.Missing, column.Distinct, column.Example)
        {
            Values = () => CellCounts.Of(column).Values,
            Bounds = () => CellCounts.Of(column, 0).Bounds,
        };
}
