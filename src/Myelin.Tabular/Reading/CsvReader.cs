namespace Myelin.Tabular;

/// <summary>The rows of a CSV text, one after another, every one of them with as many fields as the header.</summary>
sealed class CsvReader
{
    readonly string _name;
    readonly TextSource _source;
    readonly TextStart _start;
    readonly CsvFormat _format;
    readonly CsvRecords _records;
    readonly CsvHeader? _header;
    readonly int[] _fields;
    readonly int _width;
    CsvSample? _sample;
    bool _first;
    long? _index;
    bool _counts = true;

    public CsvReader(TextSource source, string name, TableOptions options)
    {
        (_name, _source) = (name, source);
        _start = new TextStart(source.Text, options.SkipLines);
        _format = CsvFormat.Of(options, _start);
        _records = new(new CsvWindow(_start.Head, source.Text), _format, _start.Line);
        if (!Next())
            throw new InvalidFileException(name, options.SkipLines > 0
                ? new Advice($"has no line after the first {options.SkipLines}, which are skipped").Or("skip fewer", SettingNames.SkipLines)
                : options.Comment is null ? "has only blank lines"
                : $"has only blank lines and comments, which begin with {options.Comment}");
        _header = options.HasHeader ? Guarded(() => new CsvHeader(_records, Sample, options)) : null;
        _first = _header is null;
        _width = _header?.Width ?? _records.Count;
        _fields = _header?.Columns ?? [.. Enumerable.Range(0, _width)];
        Columns = [.. _fields.Select(field => _header is { } header ? header[field] : $"column{field + 1}")];
        if (Columns.Count == 1 && options.Delimiter is not null && Delimiter.Other(Columns[0]) is char other)
            throw At(_records.Line, $"has one field, {Cell.Quote(Columns[0])}. Is {Delimiter.Name(other)} the delimiter, " +
                $"not {Delimiter.Name(_format.Delimiter)}? Leave the delimiter out, to have it found");
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The line in which the current row begins; the first is 1.</summary>
    public int Line => _records.Line;

    /// <summary>What was noticed; complete after the last row.</summary>
    public IEnumerable<ReadingNote> Notes => _header?.Notes(_counts && _index is not null) ?? [];

    /// <summary>A column's cell in the current row, without its quotes and the blanks around it.</summary>
    public ReadOnlySpan<char> this[int column] => _records[_fields[column]];

    CsvSample Sample => _sample ??= new(_start, _format);

    /// <summary>Goes to the next row; blank lines and comments are none.</summary>
    public bool Read()
    {
        if (_first)
        {
            _first = false;
            return true;
        }
        if (!Next()) return false;
        if (_records.Count != _width) throw Ragged();
        if (_header is not null) Check(_header);
        return true;
    }

    void Check(CsvHeader header)
    {
        if (RepeatsHeader(header)) throw At(Line, "repeats the header. Were files joined? Remove the line");
        foreach (int field in header.Nameless)
            if (_records[field].Length > 0)
                throw At(header.Line, $"gives column {field + 1} no name, but line {Line} has {Cell.Quote(_records[field])} there. " +
                    "Write a name into the header");
        if (!header.HasIndex || !_counts) return;
        long? number = CsvHeader.Count(_records[0]);
        _counts = number is not null && (_index is null || number == _index + 1);
        _index = number;
    }

    bool RepeatsHeader(CsvHeader header)
    {
        foreach (int field in _fields)
            if (!_records[field].SequenceEqual(header[field])) return false;
        return true;
    }

    InvalidFileException Ragged()
    {
        int count = _records.Count, line = Line;
        if (Sample.Covers(line) && Preamble.Of(Sample, _format.Delimiter, _header is not null) is { } above)
            return At(above.Line, above.Problem);
        string first = _header is null ? "the first line" : "the header";
        Advice advice = new Advice($"has {Preamble.Fields(count)}, but {first} has {Preamble.Fields(_width)}").Or(count > _width
            ? $"put quotes around a cell that holds the delimiter {Delimiter.Name(_format.Delimiter)}"
            : "leave a missing cell empty, but keep its delimiter");
        return At(line, !_records.IsQuoted(0) && Preamble.SignOf(_records[0]) is { } sign
            ? advice.Or("name what a comment begins with", SettingNames.Comment, sign) : advice);
    }

    bool Next() => Guarded(_records.Read);

    T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFault fault)
        {
            throw At(fault.Line, fault.Bad is not { } bad ? fault.Problem : bad == '\0'
                ? "holds a NUL byte, which no text has. Is the file damaged, or UTF-16 without a byte order mark?"
                : _source.Undecodable());
        }
    }

    InvalidFileException At(int line, Advice problem) => new(_name, problem.At($"line {line} "));
}
