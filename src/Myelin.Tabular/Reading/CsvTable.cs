namespace Myelin.Tabular.Reading;

/// <summary>Makes a table of a CSV text.</summary>
static class CsvTable
{
    public static Table Read(string path, TableOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path)) throw new InvalidFileException(path, "is a folder, not a file");
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
            return Read(stream, path, options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"{path}: there is no such file", path, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InvalidFileException(path, "may not be read: permission is denied", e);
        }
    }

    public static Table Read(Stream stream, string name, TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        long start = stream.CanSeek ? stream.Position : 0;
        var types = new Dictionary<string, ColumnType>(options.Columns);
        if (Once(stream, name, options, types) is { } table) return table;
        // a column that seemed to be of numbers is of words, or the other way: now that is known
        stream.Position = start;
        return Once(stream, name, options, types) ?? throw new InvalidFileException(name, "changed while it was read");
    }

    /// <summary>The table, or null and the types to read it again with.</summary>
    static Table? Once(Stream stream, string name, TableOptions options, Dictionary<string, ColumnType> types)
    {
        using var reader = new CsvReader(TextSource.Open(stream, name, options.Encoding), name, options);
        var (builders, lines) = (TableShape.Builders(reader.Columns, types, options, name, stream.CanSeek), new List<int>());
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> missing = TableShape.Missing(options).GetAlternateLookup<ReadOnlySpan<char>>();
        int longest = TableShape.Missing(options).Max(word => word.Length);
        while (reader.Read())
        {
            for (int i = 0; i < builders.Length; i++)
            {
                if (builders[i] is not { } builder) continue;
                ReadOnlySpan<char> cell = reader[i];
                if (cell.Length <= longest && missing.Contains(cell)) builder.AddMissing();
                else builder.AddText(cell, lines.Count);
            }
            lines.Add(reader.Line);
        }
        if (lines.Count == 0) throw new InvalidFileException(name, "has a header but no rows");
        return TableShape.Build(name, builders, RowPlaces.OfLines(lines), types, options);
    }
}
