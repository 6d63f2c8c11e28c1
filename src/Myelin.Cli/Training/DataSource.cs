using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Myelin.Cli.Output;
using Myelin.Sources;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>Where a command's rows come from: a CSV file, a Parquet file, standard input, or a query.</summary>
sealed class DataSource
{
    const string StandardInput = "-", InputName = "standard input", Parquet = ".parquet";

    readonly Query? _query;

    DataSource(string name, string? path, Query? query) => (Name, Path, _query) = (name, path, query);

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>The file; null for standard input and for a query.</summary>
    public string? Path { get; }

    public bool IsStandardInput => Name == StandardInput;

    /// <summary>The file's name without what follows the point, or what is made of other rows is called.</summary>
    public string Stem => Path is null ? "model" : System.IO.Path.GetFileNameWithoutExtension(Path);

    public static DataSource OfQuery(Query query) => new(query.Name, null, query);

    /// <summary>Throws where there is no such file, and suggests the one that may have been meant.</summary>
    public static DataSource OfFile(string path)
    {
        if (path == StandardInput) return new(path, null, null);
        FileCheck.Readable(path);
        return new(path, path, path.EndsWith(Parquet, StringComparison.OrdinalIgnoreCase) ? Query.OfParquet(path) : null);
    }

    /// <summary>A CSV file's bytes; 0 where they are not known, or say little of its rows.</summary>
    public long Length => Path is null || _query is not null ? 0 : new FileInfo(Path).Length;

    public Table Read(TableOptions options)
    {
        if (_query is not null) return Ask(rows => Table.Read(rows, Name, options));
        if (Path is not null) return Stoppable(() => Table.Read(Path, options, StopSignal.Token));
        // a column's type may be known only after it was read once
        using var bytes = new MemoryStream();
        using (Stream input = StandardStream.OfInput()) input.CopyTo(bytes);
        bytes.Position = 0;
        return Stoppable(() => Table.Read(bytes, InputName, options, StopSignal.Token));
    }

    /// <summary>Tables of some rows, one after another, so that all need not fit into memory; all types must be known.</summary>
    /// <param name="rows">of a table at most; 0 for as many as is usual</param>
    public IEnumerable<Table> Blocks(TableOptions options, int rows = 0)
    {
        IEnumerable<Table> tables = _query is not null ? BlocksOf(_query, options, rows)
            : Path is not null ? TableBlocks.Read(Path, options, rows, StopSignal.Token)
            : TableBlocks.Read(StandardStream.OfInput(), InputName, options, rows, StopSignal.Token);
        return Stoppable(tables);
    }

    /// <summary>The rows in a cache on disk.</summary>
    public TableStream Stream(TableOptions options, StreamOptions streaming, IProgress<StreamProgress> progress,
        CancellationToken cancellation)
    {
        if (_query is not null) return Ask(rows => TableStream.Of(rows, Name, options, streaming, progress, cancellation));
        if (Path is not null) return TableStream.Read(Path, options, streaming, progress, cancellation);
        using Stream input = StandardStream.OfInput();
        return TableStream.Read(input, InputName, options, streaming, progress, cancellation);
    }

    /// <summary>Columns without a cell in a whole file are a mistake; one that has none in some of the rows is left out.</summary>
    public static void RefuseEmpty(Table table, string target)
    {
        var others = table.Schema.Columns.Where(column => column.Name != target).ToArray();
        string[] empty = [.. others.Where(column => column.Example is null).Select(column => column.Name)];
        // where all are empty, none is to be left out: there is nothing to learn from, as will be said
        if (table.Rows == 0 || empty.Length == 0 || empty.Length == others.Length) return;
        string have = empty.Length == 1
            ? $"column {empty[0]} has"
            : $"columns {string.Join(", ", empty.Take(20))}{(empty.Length > 20 ? ", …" : "")} have";
        IEnumerable<string> quoted = empty.Select(name => name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name);
        string options = string.Join(' ', quoted.Select(name => $"--ignore {name}"));
        throw new InvalidFileException(table.Name,
            $"{have} no cell that is not missing. Leave {(empty.Length == 1 ? "it" : "them")} out ({options})");
    }

    IEnumerable<Table> BlocksOf(Query query, TableOptions options, int count)
    {
        using DbDataReader rows = query.Open(StopSignal.Token);
        foreach (Table table in TableBlocks.Read(rows, Name, options, count)) yield return table;
    }

    IEnumerable<Table> Stoppable(IEnumerable<Table> tables)
    {
        using IEnumerator<Table> each = tables.GetEnumerator();
        while (Stoppable(Next)) yield return each.Current;

        bool Next()
        {
            StopSignal.Token.ThrowIfCancellationRequested();
            return each.MoveNext();
        }
    }

    T Ask<T>(Func<DbDataReader, T> read) => Stoppable(() =>
    {
        using DbDataReader rows = _query!.Open(StopSignal.Token);
        return read(rows);
    });

    T Stoppable<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OperationCanceledException)
        {
            throw new CommandException(ExitCode.Interrupted, $"{Name}: stopped before all rows were read.");
        }
    }

    /// <summary>A SHA-256 that differs where the rows do: of a file's bytes, or of the cells that a query gave.</summary>
    public string Digest(Table table)
    {
        if (Path is not null)
        {
            using FileStream stream = File.OpenRead(Path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Column column in table.Columns)
        {
            Append($"{column.Name}\n{column.Type}\n");
            for (int row = 0; row < table.Rows; row++) Append(column.Text(row) is { } cell ? $"{cell.Length}:{cell}" : "-");
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
