using System.Data.Common;

namespace Myelin.Tabular.Reading;

/// <summary>Makes a table of the rows of a query.</summary>
static class DatabaseTable
{
    public static Table Read(DbDataReader reader, string name, TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(options);
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        if (columns.Length == 0) throw new InvalidFileException(name, "gives no columns. Is it a query?");
        foreach (IGrouping<string, string> same in columns.GroupBy(column => column).Where(same => same.Count() > 1))
            throw new InvalidFileException(name, $"has {same.Count()} columns {Cell.Quote(same.Key)}. Give each its own name (… AS name)");
        if (Array.FindIndex(columns, string.IsNullOrWhiteSpace) is >= 0 and var unnamed)
            throw new InvalidFileException(name, $"column {unnamed + 1} has no name. Give it one (… AS name)");
        var types = new Dictionary<string, ColumnType>(options.Columns);
        ColumnBuilder?[] builders = TableShape.Builders(columns, types, options, name, canReread: false);
        HashSet<string> missing = TableShape.Missing(options);
        int row = 0;
        for (; reader.Read(); row++)
            for (int i = 0; i < builders.Length; i++)
                if (builders[i] is { } builder && DatabaseCell.Add(builder, reader, i, row, missing) is { } problem)
                    throw new InvalidFileException(name, $"row {row + 1}, column {builder.Name}: the value {problem}");
        if (row == 0) throw new InvalidFileException(name, "gives no rows");
        return TableShape.Build(name, builders, RowPlaces.OfRows(), types, options)!;
    }
}
