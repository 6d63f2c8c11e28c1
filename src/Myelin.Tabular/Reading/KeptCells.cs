namespace Myelin.Tabular;

/// <summary>Collects the cells of columns that are carried through, as they are written in the source.</summary>
sealed class KeptCells
{
    readonly List<(string Name, int Column, List<string> Cells)> _columns;

    KeptCells(List<(string, int, List<string>)> columns) => _columns = columns;

    /// <summary>null where no column is kept.</summary>
    public static KeptCells? Of(RowSource rows, TableOptions options) => options.Keep.Count == 0 ? null
        : new([.. options.Keep.Distinct()
            .Select(name => (name, rows.Columns.Index().First(column => column.Item == name).Index, new List<string>()))]);

    /// <summary>Adds the current row's cells.</summary>
    public void Add(RowSource rows)
    {
        foreach ((_, int column, List<string> cells) in _columns) cells.Add(rows.Text(column));
    }

    public Dictionary<string, string[]> Columns => _columns.ToDictionary(column => column.Name, column => column.Cells.ToArray());
}
