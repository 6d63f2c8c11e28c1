using System.Data.Common;

namespace Myelin.Tabular;

/// <summary>
/// Named, typed columns of equal length, from a CSV file, a database or arrays. It is never changed: what changes it makes a new one.
/// </summary>
/// <remarks>Any number of threads may read a table at once.</remarks>
/// <example><code>var (train, test) = Table.Read("housing.csv").Split(0.8, seed: 1);</code></example>
public sealed class Table
{
    readonly Dictionary<string, Column> _byName;
    readonly RowPlaces _places;
    readonly Dictionary<string, ColumnFacts>? _facts;
    Schema? _schema;

    /// <param name="facts">of a stream that these are some rows of</param>
    internal Table(string name, IReadOnlyList<Column> columns, RowPlaces places, TableOptions? options = null,
        Dictionary<string, ColumnFacts>? facts = null)
    {
        _facts = facts;
        Options = options ?? new();
        if (columns.Any(column => column is null)) throw new ArgumentException("A column of the table is null.", nameof(columns));
        if (columns.Count == 0) throw new ArgumentException("A table needs at least one column.", nameof(columns));
        foreach (Column column in columns)
            if (column.Count != columns[0].Count)
                throw new ArgumentException(
                    "Columns of a table are equally long, " +
                        $"but {columns[0].Name} has {columns[0].Count} cells and {column.Name} has {column.Count}.", nameof(columns));
        (Name, Columns, _places, _byName) = (name, columns, places, []);
        foreach (Column column in columns)
            if (!_byName.TryAdd(column.Name, column))
                throw new ArgumentException($"Two columns are named {column.Name}. Give each its own name.", nameof(columns));
    }

    /// <summary>The file or other source, as messages name it.</summary>
    public string Name { get; }

    public IReadOnlyList<Column> Columns { get; }

    public int Rows => Columns[0].Count;

    /// <summary>
    /// The cells of columns that were to be kept (<see cref="TableOptions.Keep"/>), by name; a table made of some rows has none.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Kept { get; internal init; } = new Dictionary<string, string[]>();

    /// <summary>How the table was read: a model remembers it for later files.</summary>
    internal TableOptions Options { get; }

    /// <summary>The column of this name; upper and lower case differ.</summary>
    /// <exception cref="InvalidFileException">There is none; the message lists those there are.</exception>
    public Column this[string name] => Find(name) ?? throw new InvalidFileException(Name, Absent(name));

    public Column? Find(string name) => _byName.GetValueOrDefault(Refusal.IfNull(name, nameof(name)));

    /// <summary>What is known of a column: of the whole stream that these are some rows of, or of the table.</summary>
    internal ColumnFacts Facts(string name) => _facts?.GetValueOrDefault(name) ?? ColumnFacts.Of(this[name]);

    /// <summary>What was noticed while the table was read. A note of a column goes with the column.</summary>
    public IReadOnlyList<Advice> Notes =>
        [.. ReadingNotes.Where(note => note.Column is null || Find(note.Column) is not null).Select(note => note.Says)];

    internal IReadOnlyList<ReadingNote> ReadingNotes { get; init; } = [];

    /// <summary>The same rows, as some of a stream's.</summary>
    internal Table Knowing(Dictionary<string, ColumnFacts>? facts) =>
        new(Name, Columns, _places, Options, facts) { ReadingNotes = ReadingNotes };

    /// <summary>What the columns are, as it is printed.</summary>
    public Schema Schema => _schema ??= Schema.Of(this);

    /// <summary>Reads a CSV file: <see cref="TableOptions"/> says what can be set, docs/data.md how all else is found out.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">The file is not a table that can be read rightly; the message
    /// names line and column.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Table Read(string path, TableOptions? options = null, CancellationToken cancellation = default) =>
        CsvTable.Read(path, options ?? new(), cancellation);

    /// <summary>Reads CSV from a stream, once, from where it stands.</summary>
    /// <param name="name">what messages call it</param>
    public static Table Read(Stream stream, string name, TableOptions? options = null, CancellationToken cancellation = default) =>
        CsvTable.Read(stream, name, options ?? new(), cancellation);

    /// <summary>Reads all rows of a query: SQLite, PostgreSQL, SQL Server, DuckDB, Parquet and more have such readers.</summary>
    /// <param name="name">what messages call it</param>
    /// <exception cref="InvalidFileException">A cell cannot be learned from; the message names row and column.</exception>
    public static Table Read(DbDataReader reader, string name = "query", TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        options ??= new();
        using var rows = new DatabaseRows(reader, name, options);
        return TableShape.Read(rows, new(options.Columns), options, canReread: false)!;
    }

    /// <summary>A table of columns made by <see cref="Column.Of(string, double[])"/> and its siblings.</summary>
    public static Table Of(params IReadOnlyList<Column> columns) => new("table", [.. Refusal.IfNull(columns,
        nameof(columns))], RowPlaces.OfRows());

    /// <summary>The rows of tables with the same columns, one after the other.</summary>
    internal static Table Join(IReadOnlyList<Table> parts) => new(parts[0].Name,
        [.. parts[0].Columns.Select((column, i) => column.Join([.. parts.Select(part => part.Columns[i])]))],
        RowPlaces.Join([.. parts.Select(part => (part._places, part.Rows))]), parts[0].Options)
    { ReadingNotes = parts[0].ReadingNotes };

    /// <summary>These rows, in this order.</summary>
    public Table Take(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows) RefuseNoRow(row, nameof(rows));
        var columns = new Column[Columns.Count];
        for (int i = 0; i < columns.Length; i++) columns[i] = Columns[i].Take(rows);
        return new(Name, columns, _places.Take(rows), Options) { ReadingNotes = ReadingNotes };
    }

    /// <summary>The rows that a condition on their number (from 0) is true for.</summary>
    public Table Where(Func<int, bool> condition) =>
        Take([.. Enumerable.Range(0, Rows).Where(Refusal.IfNull(condition, nameof(condition)))]);

    /// <summary>Every k-th row, with the least k for which there are at most so many; this table where it has no more.</summary>
    internal Table Thinned(int most)
    {
        int step = (Rows + most - 1) / most;
        return step <= 1 ? this : Where(row => row % step == 0);
    }

    /// <summary>What each row counts by a column of row weights.</summary>
    /// <exception cref="InvalidFileException">There is no such column; a weight is missing, no number, or
    /// below 0; or all are 0.</exception>
    public IReadOnlyList<double> Weights(string name) => RowWeights.Of(this, name);

    /// <summary>The rows that have a cell in this column, such as a target; this table itself where all have.</summary>
    /// <exception cref="InvalidFileException">There is no such column, or no row has a cell in it.</exception>
    public Table WhereKnown(string name)
    {
        Column column = this[name];
        if (column.Missing == 0) return this;
        if (column.Missing == Rows) throw Invalid($"column {name} is missing in each of {Rows} rows");
        return Where(row => !column.IsMissing(row));
    }

    public Table Without(params IReadOnlyCollection<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (string name in columns) _ = this[name];
        return new(Name, [.. Columns.Where(column => !columns.Contains(column.Name))], _places, Options) { ReadingNotes = ReadingNotes };
    }

    /// <summary>The table with one more column, or with this one in place of that of its name.</summary>
    public Table With(Column column) => Find(Refusal.IfNull(column, nameof(column)).Name) is null
        ? new(Name, [.. Columns, column], _places, Options) { ReadingNotes = ReadingNotes }
        : new(Name, [.. Columns.Select(old => old.Name == column.Name ? column : old)], _places, Options) { ReadingNotes = ReadingNotes };

    /// <summary>Two tables of this one's rows, at random: a share of them, and the others; each keeps the rows' order.</summary>
    /// <param name="fraction">the first table's share, between 0 and 1</param>
    /// <param name="seed">the same seed gives the same rows on any machine</param>
    /// <param name="stratify">a column of classes, each of which is split in this share</param>
    public (Table First, Table Second) Split(double fraction, ulong seed = 1, string? stratify = null)
    {
        (int[] first, int[] second) = RowSplit.Of(Rows, fraction, seed, stratify is null ? null : this[stratify]);
        return (Take(first), Take(second));
    }

    /// <summary>
    /// Writes the table as CSV that reading by its <see cref="Options"/> reads back as it is: with the decimal sign, the units and the
    /// formats of dates that it was read with.
    /// </summary>
    public void WriteCsv(Stream stream) => CsvText.Write(this, Refusal.IfNull(stream, nameof(stream)));

    /// <summary>Where a row stands in its source: "line 7" of a file, "row 6" of a query.</summary>
    public string Place(int row)
    {
        RefuseNoRow(row, nameof(row));
        return _places[row];
    }

    void RefuseNoRow(int row, string name)
    {
        if ((uint)row >= (uint)Rows) throw Refusal.Of($"There is no row {row}: the rows are 0 to {Rows - 1}.", name);
    }

    /// <summary>The error of a cell.</summary>
    internal InvalidFileException Invalid(int row, string column, Advice problem) =>
        new(Name, problem.At($"{Place(row)}, column {column}: "));

    internal InvalidFileException Invalid(Advice problem) => new(Name, problem);

    internal Advice Absent(params IReadOnlyList<string> columns) => TableShape.Absent(columns, [.. Columns.Select(column => column.Name)]);

    public override string ToString() => Schema.ToString();
}
