using Sylvan.Data.Csv;

namespace Myelin.Tabular.Reading;

/// <summary>The records of a CSV text, one after another, every one of them with as many fields as the header.</summary>
sealed class CsvReader : IDisposable
{
    /// <summary>More columns than this are taken for a mistake.</summary>
    public const int MostColumns = 100_000;

    const int HeadLength = 1 << 16;

    // a second one stands behind the first where a program wrote its own in front of a marked file's text
    const char ByteOrderMark = '\uFEFF';

    readonly string _name;
    readonly CsvGuard _guard;
    readonly CsvDataReader _reader;
    readonly char _delimiter;

    public CsvReader(TextReader text, string name, TableOptions options)
    {
        _name = name;
        var head = new char[HeadLength];
        Memory<char> first = head.AsMemory(0, text.ReadBlock(head)).TrimStart(ByteOrderMark);
        _delimiter = options.Delimiter ?? Delimiter.Find(first.Span, options.Quote);
        _guard = new(text, first, _delimiter, options.Quote);
        _reader = Strictly(() => CsvDataReader.Create(_guard, new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = _delimiter,
            Quote = options.Quote,
            Escape = options.Quote,
            Comment = '\0', // there are none: a line that begins with # is a row
            CsvStyle = CsvStyle.Standard,
            BufferSize = 1 << 16,
            MaxBufferSize = 2 * CsvGuard.LongestRecord,
        }));
        ReadHeader(options);
    }

    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>The line in which the current record begins; the first is 1.</summary>
    public int Line { get; private set; }

    /// <summary>A field of the current record without its quotes and the blanks around it.</summary>
    public ReadOnlySpan<char> this[int column] => _reader.GetFieldSpan(column).Trim(" \t");

    /// <summary>Goes to the next record; blank lines are no records.</summary>
    public bool Read()
    {
        if (_first)
        {
            _first = false;
            return true;
        }
        if (!Next(out RecordMark record)) return false;
        if (record.Fields != Columns.Count) throw Ragged(record);
        if (RepeatsHeader())
            throw At(record.Line, "repeats the header. Were files joined? Remove the line");
        return true;
    }

    bool _first, _hasHeader;

    bool Next(out RecordMark record)
    {
        do
        {
            if (!Strictly(_reader.Read))
            {
                record = default;
                return false;
            }
            record = _guard.Records.Dequeue();
        }
        while (record.Fields == 0);
        Line = record.Line;
        if (_reader.RowFieldCount != record.Fields)
            throw new InvalidOperationException($"{_name}: the guard and the parser differ on the fields of line {Line}.");
        return true;
    }

    void ReadHeader(TableOptions options)
    {
        if (!Next(out RecordMark record)) throw new InvalidFileException(_name, "has only blank lines");
        if (record.Fields > MostColumns)
            throw At(record.Line, $"has {record.Fields} fields; at most {MostColumns} columns are read. Is {Delimiter.Name(_delimiter)} the delimiter?");
        (_hasHeader, _first) = (options.HasHeader, !options.HasHeader);
        Columns = [.. Enumerable.Range(0, record.Fields).Select(i => _hasHeader ? this[i].ToString() : $"column{i + 1}")];
        if (_hasHeader) CheckHeader(options);
        if (Columns.Count == 1 && options.Delimiter is not null && OtherDelimiter(Columns[0]) is char other)
            throw At(record.Line, $"has one field, {Cell.Quote(Columns[0])}. Is {Delimiter.Name(other)} the delimiter, " +
                $"not {Delimiter.Name(_delimiter)}? Leave the delimiter out, to have it found");
    }

    void CheckHeader(TableOptions options)
    {
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < Columns.Count; i++)
        {
            string name = Columns[i];
            if (string.IsNullOrWhiteSpace(name))
                throw At(Line, $"gives column {i + 1} no name" + (i == 0 ? " (is it an index of rows?)" : i == Columns.Count - 1 ?
                    " (does the line end in a delimiter?)" : "") + ". Write a name into the header");
            if (seen.TryGetValue(name, out int first))
                throw At(Line, $"names two columns {Cell.Quote(name)}: column {first + 1} and column {i + 1}. Give each its own name");
            seen.Add(name, i);
            // 0, 1, 2 or 2024 may be names; -3, 1.5 and NA are cells
            bool number = NumberText.TryParse(name, options.DecimalSign, out _) && name.AsSpan().ContainsAnyExceptInRange('0', '9');
            if (number || TableOptions.AlwaysMissing.Contains(name))
                throw At(Line, $"has {Cell.Quote(name)} where the name of column {i + 1} should be. " +
                    "Add a header line, or say that there is none (--no-header)");
        }
    }

    static char? OtherDelimiter(string header)
    {
        int i = header.AsSpan().IndexOfAny(Delimiter.Candidates);
        return i < 0 ? null : header[i];
    }

    bool RepeatsHeader()
    {
        if (!_hasHeader) return false;
        for (int i = 0; i < Columns.Count; i++)
            if (!this[i].SequenceEqual(Columns[i])) return false;
        return true;
    }

    InvalidFileException Ragged(RecordMark record)
    {
        string first = _hasHeader ? "the header" : "the first line";
        return At(record.Line, $"has {Fields(record.Fields)}, but {first} has {Fields(Columns.Count)}. " + (record.Fields > Columns.Count
            ? $"Put quotes around a cell that holds the delimiter {Delimiter.Name(_delimiter)}"
            : "Leave a missing cell empty, but keep its delimiter"));

        static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";
    }

    T Strictly<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFault fault)
        {
            throw At(fault.Line, fault.Message);
        }
    }

    InvalidFileException At(int line, string problem) => new(_name, $"line {line} {problem}");

    public void Dispose() => _reader.Dispose();
}
