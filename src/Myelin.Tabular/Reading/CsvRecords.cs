namespace Myelin.Tabular;

/// <summary>
/// The records of a CSV text, one after another, without blank lines and comments. What a careful reader would not take is a fault.
/// </summary>
/// <remarks>
/// Memory is bounded: a field has at most <see cref="LongestField"/> characters, a record <see cref="LongestRecord"/> characters and
/// <see cref="MostFields"/> fields. Fields are unquoted and trimmed where they stand, so that nothing is copied.
/// </remarks>
/// <param name="line">the line in which the window begins</param>
sealed class CsvRecords(CsvWindow window, CsvFormat format, int line = 1)
{
    public const int LongestField = 1 << 20, LongestRecord = 1 << 24;

    /// <summary>More columns than this are taken for a mistake.</summary>
    public const int MostFields = 100_000;

    const int None = -1;

    readonly char _delimiter = format.Delimiter, _quote = format.Quote;
    readonly bool _blanks = format.Blanks;

    // where a field begins, counted from its record's beginning, and its length; ~length if it was quoted
    (int Start, int Length)[] _fields = new (int, int)[16];
    int _start, _at, _line = line, _fieldLine;

    /// <summary>The line in which the current record begins.</summary>
    public int Line { get; private set; }

    /// <summary>Fields of the current record.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all characters that the window holds by now are read.</summary>
    public bool IsAtEnd => _at == window.End;

    /// <summary>A field of the current record without its quotes and the blanks around it.</summary>
    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            (int start, int length) = _fields[field];
            return window.Text.AsSpan(_start + start, length < 0 ? ~length : length);
        }
    }

    public bool IsQuoted(int field) => _fields[field].Length < 0;

    /// <summary>Goes to the next record.</summary>
    /// <exception cref="CsvFault">The text is no CSV.</exception>
    public bool Read()
    {
        do
        {
            (_start, Line, Count) = (_at, _line, 0);
            if (_at == window.End && !More()) return false;
            if (IsComment()) SkipLine();
            else while (ReadField()) { }
        }
        while (Count == 0 || Count == 1 && _fields[0].Length == 0);
        return true;
    }

    bool IsComment()
    {
        if (format.Comment is not { } sign) return false;
        SkipBlanks();
        while (window.End - _at < sign.Length && More()) { }
        return window.Text.AsSpan(_at, window.End - _at).StartsWith(sign, StringComparison.Ordinal);
    }

    // nothing of it is kept, however long it is
    void SkipLine()
    {
        for (int run; (run = Rest.IndexOfAny('\r', '\n')) < 0;)
        {
            _at = _start = window.End;
            if (!More()) return;
        }
        _start = _at += Rest.IndexOfAny('\r', '\n');
        EndLine();
    }

    /// <summary>Reads a field, and what ends it.</summary>
    /// <returns>whether another one follows</returns>
    bool ReadField()
    {
        _fieldLine = _line;
        if (_at == window.End) More();
        if (_at < window.End && window.Text[_at] is ' ' or '\t') SkipBlanks();
        int first = _at - _start;
        if (_at < window.End && window.Text[_at] == _quote) return ReadQuoted();
        int run;
        while ((run = _blanks ? Rest.IndexOfAny(" \t\r\n") : Rest.IndexOfAny(_delimiter, '\r', '\n')) < 0)
        {
            _at = window.End;
            if (More(first)) continue;
            run = 0;
            break;
        }
        _at += run;
        int length = _at - _start - first;
        // a line of blanks alone, or the blanks at its end, are no field
        if (_blanks && length == 0) return EndField();
        Add(first, length, quoted: false);
        return EndField();
    }

    bool ReadQuoted()
    {
        // doubled quotes become one, so that what follows moves to the left
        int first = ++_at - _start, next = first;
        while (true)
        {
            int run = Rest.IndexOfAny(_quote, '\r', '\n');
            Take(run < 0 ? Rest.Length : run, ref next);
            if (run < 0)
            {
                if (!More(first)) throw new CsvFault(_fieldLine, $"field {Count + 1} opens a quote that is never closed");
            }
            else if (window.Text[_at] != _quote)
            {
                bool pair = window.Text[_at] == '\r' && IsNext('\n', first);
                Take(pair ? 2 : 1, ref next);
                _line++;
            }
            else if (IsNext(_quote, first))
            {
                Take(1, ref next);
                _at++;
            }
            else break;
        }
        _at++;
        Add(first, next - first, quoted: true);
        int end = _at;
        SkipBlanks();
        bool ends = _at == window.End || window.Text[_at] is '\r' or '\n' || (_blanks ? _at > end : window.Text[_at] == _delimiter);
        return ends ? EndField() : throw new CsvFault(_fieldLine, $"field {Count} has text after its closing quote" +
            (_fieldLine == _line ? "" : $" in line {_line}") + ". Write a quote inside quotes twice");
    }

    /// <summary>Moves so many characters to where a quoted field goes on.</summary>
    void Take(int count, ref int next)
    {
        if (_at != _start + next) Array.Copy(window.Text, _at, window.Text, _start + next, count);
        (_at, next) = (_at + count, next + count);
    }

    bool IsNext(char c, int first)
    {
        if (_at + 1 == window.End) More(first);
        return _at + 1 < window.End && window.Text[_at + 1] == c;
    }

    void Add(int first, int length, bool quoted)
    {
        if (length > LongestField) throw TooLong();
        if (Count == MostFields)
            throw new CsvFault(Line, $"has more than {MostFields} fields. Is {Delimiter.Name(_delimiter)} the delimiter?");
        if (Count == _fields.Length) Array.Resize(ref _fields, 2 * Count);
        ReadOnlySpan<char> field = window.Text.AsSpan(_start + first, length);
        if (length > 0 && (field[^1] is ' ' or '\t' || field[0] is ' ' or '\t'))
        {
            ReadOnlySpan<char> trimmed = field.TrimStart(" \t");
            (first, length) = (first + length - trimmed.Length, trimmed.TrimEnd(" \t").Length);
        }
        _fields[Count++] = (first, quoted ? ~length : length);
    }

    /// <summary>Passes over what ends a field, and says whether another one follows.</summary>
    bool EndField()
    {
        if (_blanks) SkipBlanks();
        if (_at == window.End) return false;
        if (window.Text[_at] is '\r' or '\n')
        {
            EndLine();
            return false;
        }
        if (!_blanks) _at++;
        return true;
    }

    void EndLine()
    {
        // looking at the next character may move the window
        int length = window.Text[_at] == '\r' && IsNext('\n', None) ? 2 : 1;
        _at += length;
        _line++;
    }

    void SkipBlanks()
    {
        do
        {
            while (_at < window.End && window.Text[_at] is ' ' or '\t' && (_blanks || window.Text[_at] != _delimiter)) _at++;
        }
        while (_at == window.End && More());
    }

    Span<char> Rest => window.Text.AsSpan(_at, window.End - _at);

    /// <summary>Reads on.</summary>
    /// <param name="first">where the current field begins</param>
    bool More(int first = None)
    {
        if (window.End - _start > LongestRecord)
            throw new CsvFault(_line, $"the row is longer than {LongestRecord} characters. Is the file a table?");
        if (first != None && window.End - _start - first > LongestField) throw TooLong();
        bool more = window.More(_start);
        (_at, _start) = (_at - _start, 0);
        if (!more && window.Bad is { } bad) throw new CsvFault(_line, bad);
        return more;
    }

    CsvFault TooLong() => new(_fieldLine, $"field {Count + 1} is longer than {LongestField} characters. Is a quote not closed?");
}
