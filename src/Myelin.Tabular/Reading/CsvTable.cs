namespace Myelin.Tabular;

/// <summary>Makes a table of a CSV text.</summary>
static class CsvTable
{
    public static Table Read(string path, TableOptions options, CancellationToken cancellation = default)
    {
        using FileStream stream = Open(path);
        return Read(stream, path, options, cancellation);
    }

    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path)) throw new InvalidFileException(path, "is a folder, not a file");
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
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

    public static Table Read(Stream stream, string name, TableOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        if (cancellation.CanBeCanceled) stream = new StoppableStream(stream, cancellation);
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
        using var rows = new CsvRows(stream, name, options);
        return TableShape.Read(rows, types, options, stream.CanSeek);
    }
}
