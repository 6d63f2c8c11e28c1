namespace Myelin.Tabular.Reading;

/// <summary>The rows of a CSV text.</summary>
sealed class CsvRows : RowSource
{
    readonly CsvReader _reader;
    readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing;
    readonly int _longest;

    public CsvRows(Stream stream, string name, TableOptions options) : base(name, "line")
    {
        _reader = new CsvReader(TextSource.Open(stream, name, options.Encoding), name, options);
        HashSet<string> missing = TableShape.Missing(options);
        (_missing, _longest) = (missing.GetAlternateLookup<ReadOnlySpan<char>>(), missing.Max(word => word.Length));
    }

    public override IReadOnlyList<string> Columns => _reader.Columns;

    public override int Place => _reader.Line;

    public override string Empty => "has a header but no rows";

    public override bool Read() => _reader.Read();

    public override void AddTo(ColumnBuilder builder, int column, int row)
    {
        ReadOnlySpan<char> cell = _reader[column];
        if (cell.Length <= _longest && _missing.Contains(cell)) builder.AddMissing();
        else builder.AddText(cell, row);
    }

    public override void Dispose() => _reader.Dispose();
}
