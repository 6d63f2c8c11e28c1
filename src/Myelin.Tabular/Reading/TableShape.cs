namespace Myelin.Tabular.Reading;

/// <summary>What all sources of tables share: which columns are read, as what, and how they become a table.</summary>
static class TableShape
{
    public static HashSet<string> Missing(TableOptions options) => [.. TableOptions.AlwaysMissing, .. options.Missing];

    /// <summary>A builder for each column, null for those that are ignored.</summary>
    public static ColumnBuilder?[] Builders(
        IReadOnlyList<string> columns, Dictionary<string, ColumnType> types, TableOptions options, string name, bool canReread)
    {
        foreach (string column in options.Columns.Keys.Concat(options.Ignore))
            if (!columns.Contains(column)) throw new InvalidFileException(name, Table.NoColumn(column, columns));
        if (columns.All(options.Ignore.Contains)) throw new InvalidFileException(name, "has no column that is not ignored");
        return [.. columns.Select(column => options.Ignore.Contains(column)
            ? null
            : new ColumnBuilder(column, types.TryGetValue(column, out ColumnType type) ? type : null, canReread, options.DecimalSign))];
    }

    /// <summary>The table; or null, and every column's type, if some cells have to be read again as what they turned out to be.</summary>
    public static Table? Build(string name, ColumnBuilder?[] builders, RowPlaces places, Dictionary<string, ColumnType> types)
    {
        var columns = new List<Column>();
        bool again = false;
        for (int i = 0; i < builders.Length; i++)
        {
            if (builders[i] is not { } builder) continue;
            Exception Invalid(int row, string problem) => new InvalidFileException(name, $"{places[row]}, column {builder.Name}: {problem}");
            if (builder.Build(Invalid) is { } column) columns.Add(column);
            else (again, types[builder.Name]) = (true, builder.Verdict(Invalid));
            builders[i] = null;
        }
        return again ? null : new(name, columns, places);
    }
}
