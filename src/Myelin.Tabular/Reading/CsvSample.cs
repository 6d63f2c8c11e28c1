namespace Myelin.Tabular;

/// <summary>The first records of a text, by which it is judged what its first line is.</summary>
sealed class CsvSample
{
    const int MostRecords = 64;

    readonly List<Record> _records = [];

    /// <param name="start">the text's beginning; a record that is cut at its end is left out</param>
    public CsvSample(TextStart start, CsvFormat format)
    {
        var records = new CsvRecords(new CsvWindow(start.Head, null), format, start.Line);
        try
        {
            while (_records.Count < MostRecords && records.Read() && (start.IsWhole || !records.IsAtEnd))
                _records.Add(new(records.Line, [.. Enumerable.Range(0, records.Count).Select(i => records[i].ToString())],
                    [.. Enumerable.Range(0, records.Count).Select(records.IsQuoted)]));
        }
        catch (CsvFault)
        {
            // what is wrong there is said when it is read
        }
    }

    /// <summary>The first record, which may be a header, and those after it.</summary>
    public IReadOnlyList<Record> Records => _records;

    /// <summary>The records after the first.</summary>
    public IReadOnlyList<Record> Rows => _records.Count == 0 ? [] : _records.GetRange(1, _records.Count - 1);

    /// <summary>Whether a line is among those of the sample.</summary>
    public bool Covers(int line) => _records.Count > 0 && line <= _records[^1].Line;

    public sealed record Record(int Line, string[] Fields, bool[] Quoted);
}
