using System.Buffers;

namespace Myelin.Tabular;

/// <summary>The rows of a CSV text.</summary>
sealed class CsvRows : RowSource
{
    readonly CsvReader _reader;
    readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing;
    readonly SearchValues<char> _beginnings;
    readonly int _longest;

    public CsvRows(Stream stream, string name, TableOptions options) : base(name, "line")
    {
        options.CheckStructure();
        _reader = new CsvReader(TextSource.Open(stream, name, options.Encoding), name, options);
        HashSet<string> missing = TableShape.Missing(options);
        (_missing, _longest) = (missing.GetAlternateLookup<ReadOnlySpan<char>>(), missing.Max(word => word.Length));
        _beginnings = SearchValues.Create([.. missing.Where(word => word.Length > 0).Select(word => word[0])]);
    }

    public override IReadOnlyList<string> Columns => _reader.Columns;

    public override int Place => _reader.Line;

    public override string Empty => "has a header but no rows";

    public override IEnumerable<ReadingNote> Notes => _reader.Notes;

    public override bool Read() => _reader.Read();

    public override void AddTo(ColumnBuilder builder, int column, int row)
    {
        ReadOnlySpan<char> cell = _reader[column];
        // most cells do not begin as a missing one does
        if (cell.Length <= _longest && (cell.IsEmpty || _beginnings.Contains(cell[0])) && _missing.Contains(cell)) builder.AddMissing(cell);
        else builder.AddText(cell, row);
    }

    public override string Text(int column) => _reader[column].ToString();

    // whoever opened the stream closes it
    public override void Dispose() { }
}
