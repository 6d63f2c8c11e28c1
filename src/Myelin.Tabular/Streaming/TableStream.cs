using System.Data.Common;
using System.Diagnostics;

namespace Myelin.Tabular;

/// <summary>
/// A table whose rows need not fit into memory: they are read once, kept on disk as typed cells, and read from there as often as they are
/// needed. Its columns are what <see cref="Table"/> would take them for.
/// </summary>
/// <example><code>
/// using var rows = TableStream.Read("clicks.csv");
/// using var model = TabularModel.Train(rows, target: "bought");
/// </code></example>
public sealed class TableStream : IDisposable
{
    readonly RowCache _cache;
    readonly IReadOnlyList<ColumnForm> _forms;
    readonly string _unit;

    TableStream(StreamLearner learner, IReadOnlyList<ColumnForm> forms, RowSource rows, TableOptions options,
        StreamOptions streaming, TimeSpan elapsed)
    {
        (_cache, _forms, _unit, Name, Options, Streaming, Rows, Elapsed) =
            (learner.Cache, forms, rows.Unit, rows.Name, options, streaming, learner.Rows, elapsed);
        Facts = learner.Facts(forms, Examples());
        ReadingNotes = [.. rows.Notes, .. learner.Read(forms).Notes];
        Schema = new Schema(Rows, [.. forms.Select(form => Schema.Of(Facts[form.Name]))]);
    }

    /// <summary>The file or other source, as messages name it.</summary>
    public string Name { get; }

    public int Rows { get; }

    /// <summary>What the columns are. How many different cells one has is exact up to 1,024, and else within about 3 %.</summary>
    public Schema Schema { get; }

    /// <summary>Bytes of the rows on disk.</summary>
    public long CacheLength => _cache.Length;

    /// <summary>The folder where they are.</summary>
    public string CacheFolder => _cache.Folder;

    /// <summary>How long it took to read the rows.</summary>
    public TimeSpan Elapsed { get; }

    internal TableOptions Options { get; }

    internal IReadOnlyList<ReadingNote> ReadingNotes { get; }

    internal StreamOptions Streaming { get; }

    internal Dictionary<string, ColumnFacts> Facts { get; }

    internal RowCache Cache => _cache;

    internal int Blocks => _cache.Blocks;

    /// <summary>Reads a CSV file, or a pipe, from its beginning to its end.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">The file is not a table that can be read rightly; the message
    /// names line and column.</exception>
    /// <exception cref="IOException">The rows do not fit on the disk.</exception>
    public static TableStream Read(
        string path, TableOptions? options = null, StreamOptions? streaming = null, IProgress<StreamProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        using FileStream stream = CsvTable.Open(path);
        return Read(stream, path, options, streaming, progress, cancellation);
    }

    /// <summary>Reads CSV from a stream.</summary>
    /// <param name="name">what messages call it</param>
    public static TableStream Read(
        Stream stream, string name, TableOptions? options = null, StreamOptions? streaming = null,
        IProgress<StreamProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        options ??= new();
        bool seeks = stream.CanSeek;
        long start = seeks ? stream.Position : 0, length = seeks ? stream.Length : 0;
        return Read(() =>
        {
            if (seeks) stream.Position = start;
            return new CsvRows(stream, name, options);
        }, options, streaming ?? new(), seeks, () => seeks ? (stream.Position, length) : (0, 0), progress, cancellation);
    }

    /// <summary>Reads all rows of a query, a Parquet file or whatever else has such a reader.</summary>
    /// <param name="name">what messages call it</param>
    public static TableStream Of(
        DbDataReader reader, string name = "query", TableOptions? options = null, StreamOptions? streaming = null,
        IProgress<StreamProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        options ??= new();
        return Read(() => new DatabaseRows(reader, name, options), options, streaming ?? new(), false, () => (0, 0),
            progress, cancellation);
    }

    static TableStream Read(
        Func<RowSource> open, TableOptions options, StreamOptions streaming, bool canReread, Func<(long Bytes, long Length)> position,
        IProgress<StreamProgress>? progress, CancellationToken cancellation)
    {
        var types = new Dictionary<string, ColumnType>(options.Columns);
        long begin = Stopwatch.GetTimestamp();
        for (bool again = false; ; again = true)
        {
            using RowSource rows = open();
            using var learner = new StreamLearner(rows, types, options, streaming);
            RowCache? unused = learner.Cache;
            try
            {
                // cells take about as many bytes as their text
                learner.Cache.EnsureSpace(position().Length, "the rows need");
                for (int blocks = 0; learner.ReadBlock(); blocks++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (blocks % 256 == 0) learner.Cache.EnsureSpace(0, "the rows need");
                    progress?.Report(new(learner.Rows, position().Bytes, position().Length, Stopwatch.GetElapsedTime(begin)));
                }
                cancellation.ThrowIfCancellationRequested();
                if (learner.Forms(out IReadOnlyList<string> misread) is { } forms)
                {
                    var stream = new TableStream(learner, forms, rows, learner.Read(forms).In(options, rows.Name), streaming,
                        Stopwatch.GetElapsedTime(begin));
                    unused = null;
                    return stream;
                }
                if (again) throw new InvalidFileException(rows.Name, "changed while it was read");
                if (!canReread)
                    throw new InvalidFileException(rows.Name,
                        new Advice($"column {misread[0]} begins with what looks like another type of column than it is, " +
                            "which is known only at its end, and it can be read only once")
                            .Or("say what it is", SettingNames.Columns,
                                $"{misread[0]}:{(types[misread[0]] == ColumnType.Number ? "number" : "category")}"));
            }
            finally
            {
                unused?.Dispose();
            }
        }
    }

    /// <summary>Its rows to learn from, some of which are drawn to be in memory.</summary>
    /// <param name="target">the column to predict</param>
    /// <param name="seed">the same seed draws the same rows</param>
    /// <param name="dropMissing">whether rows without a target are left out; else they are an error</param>
    /// <exception cref="InvalidFileException">There is no such column, or a cell of it is missing.</exception>
    public StreamedRows Draw(string target, ulong seed = 1, bool dropMissing = false) => StreamedRows.Draw(this, Refusal.IfNull(target,
        nameof(target)), seed, dropMissing);

    /// <summary>The rows of a block on disk.</summary>
    /// <param name="columns">the columns that are wanted; null for all</param>
    internal Table Block(int block, IReadOnlySet<string>? columns = null) =>
        _cache.Read(block, Name, [.. _forms.Select(form => columns?.Contains(form.Name) != false ? form : null)],
            _unit, Options, ReadingNotes);

    internal int RowsOf(int block) => _cache.RowsOf(block);

    // most columns have a cell in the first block
    Dictionary<string, string> Examples()
    {
        var examples = new Dictionary<string, string>();
        for (int block = 0; block < Blocks && examples.Count < _forms.Count; block++)
            foreach (Column column in _cache.Read(block, Name, [.. _forms.Select(form => examples.ContainsKey(form.Name) ? null : form)],
                _unit, Options).Columns)
                if (column.Example is { } example) examples.Add(column.Name, example);
        return examples;
    }

    public void Dispose() => _cache.Dispose();
}
