using System.Data.Common;

namespace Myelin.Tabular;

/// <summary>
/// Reads a file as tables of some rows, one after another, so that it need not fit into memory: to be predicted, not to be learned from.
/// </summary>
public static class TableBlocks
{
    /// <summary>Rows of a table, and its cells where there are very many columns.</summary>
    const int MostRows = 1 << 16, MostCells = 1 << 22;

    /// <param name="options">
    /// says the type of every column that is read, as <see cref="TabularModel.Reading"/> does; with <see cref="TableOptions.AllowEmpty"/>,
    /// a file without rows is one table of 0 rows
    /// </param>
    /// <param name="rows">of a table; 0 for 65,536, or fewer where there are very many columns</param>
    /// <exception cref="InvalidFileException">The file is not a table that can be read rightly; the message
    /// names line and column.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IEnumerable<Table> Read(string path, TableOptions options, int rows = 0, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Check(options, rows);
        return ReadFile(path, options, rows, cancellation);
    }

    static IEnumerable<Table> ReadFile(string path, TableOptions options, int rows, CancellationToken cancellation)
    {
        using FileStream stream = CsvTable.Open(path);
        foreach (Table table in Read(stream, path, options, rows, cancellation)) yield return table;
    }

    /// <param name="name">what messages call it</param>
    public static IEnumerable<Table> Read(Stream stream, string name, TableOptions options, int rows = 0,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        Check(options, rows);
        return Read(() => new CsvRows(new StoppableStream(stream, cancellation), name, options), options, rows);
    }

    /// <summary>The same of a query's rows.</summary>
    /// <param name="name">what messages call it</param>
    public static IEnumerable<Table> Read(DbDataReader reader, string name, TableOptions options, int rows = 0)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        Check(options, rows);
        return Read(() => new DatabaseRows(reader, name, options), options, rows);
    }

    // at once, and not when the first table is asked for
    static void Check(TableOptions options, int rows)
    {
        ArgumentNullException.ThrowIfNull(options);
        Refusal.IfBelow(rows, 0, nameof(rows));
    }

    static IEnumerable<Table> Read(Func<RowSource> open, TableOptions options, int rows)
    {
        using RowSource source = open();
        int most = rows > 0 ? rows : Math.Clamp(MostCells / source.Columns.Count, 1, MostRows);
        var types = new Dictionary<string, ColumnType>(options.Columns);
        for (int read = 0; ; read++)
        {
            ColumnBuilder?[] builders = TableShape.Builders(source.Columns, types, options, source.Name, canReread: false);
            if (Array.Find(builders, builder => builder is not null && !types.ContainsKey(builder.Name)) is { } unknown)
                throw new ArgumentException($"Column {unknown.Name} needs a type to be read table by table: say it in the options.",
                    nameof(options));
            if (TableShape.Some(source, builders, most, types, options, allowEmpty: read == 0 && options.AllowEmpty) is { } table)
                yield return table;
            else if (read > 0) yield break;
            else throw new InvalidFileException(source.Name, source.Empty);
        }
    }
}
