using System.Data.Common;

namespace Myelin.Tabular;

/// <summary>The rows of a query.</summary>
sealed class DatabaseRows : RowSource
{
    readonly DbDataReader _reader;
    readonly HashSet<string> _missing;
    int _row;

    public DatabaseRows(DbDataReader reader, string name, TableOptions options) : base(name, "row")
    {
        (_reader, _missing) = (reader, TableShape.Missing(options));
        if (reader.FieldCount > CsvRecords.MostFields)
            throw new InvalidFileException(name, $"has {reader.FieldCount} columns; at most {CsvRecords.MostFields} are read. " +
                "Name those that are needed (SELECT)");
        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        if (Columns.Count == 0) throw new InvalidFileException(name, "gives no columns. Is it a query?");
        foreach (IGrouping<string, string> same in Columns.GroupBy(column => column).Where(same => same.Count() > 1))
            throw new InvalidFileException(name, $"has {same.Count()} columns {Cell.Quote(same.Key)}. Give each its own name (… AS name)");
        if (Columns.ToList().FindIndex(string.IsNullOrWhiteSpace) is >= 0 and var unnamed)
            throw new InvalidFileException(name, $"column {unnamed + 1} has no name. Give it one (… AS name)");
    }

    public override IReadOnlyList<string> Columns { get; }

    public override IEnumerable<ReadingNote> Notes =>
        Lookalikes.OfNames(Columns).Concat(Renamed()).Select(text => new ReadingNote(null, text));

    public override int Place => _row;

    public override string Empty => "gives no rows";

    public override bool Read()
    {
        if (!_reader.Read()) return false;
        _row = checked(_row + 1);
        return true;
    }

    public override void AddTo(ColumnBuilder builder, int column, int row)
    {
        if (DatabaseCell.Add(builder, _reader, column, row, _missing) is { } problem)
            throw Invalid(_row, builder.Name, $"the value {problem}");
    }

    public override string Text(int column) => DatabaseCell.Text(_reader, column) ?? throw Invalid(_row, Columns[column],
        $"a value of type {_reader.GetDataTypeName(column)} is no text that can be carried through");

    // whoever opened the reader closes it
    public override void Dispose() { }

    // DuckDB calls the columns a and A of a file a and A_1
    IEnumerable<string> Renamed()
    {
        var known = new HashSet<string>(Columns, StringComparer.OrdinalIgnoreCase);
        foreach (string name in Columns)
            if (name.TrimEnd([.. "0123456789"]) is [.. var stem, '_'] && stem.Length + 1 < name.Length &&
                known.TryGetValue(stem, out string? other) && other != stem)
                yield return $"column {name} may be {stem} in its file: a query renames columns that differ only by case";
    }
}
