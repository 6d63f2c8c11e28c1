using System.Buffers;

namespace Myelin.Tabular.Reading;

/// <summary>
/// Stands between a text and the CSV parser: passes the characters on, a carriage return alone as a line feed, refuses what a lenient
/// parser would take silently, and notes for every record its line and its number of fields.
/// </summary>
/// <remarks>
/// A fault is held back until all records before it have been passed on, so that errors come in the order of the file. Memory is
/// bounded: a field has at most <see cref="LongestField"/> characters and a record at most <see cref="LongestRecord"/>.
/// </remarks>
/// <param name="head">what was already read of the text</param>
sealed class CsvGuard(TextReader text, ReadOnlyMemory<char> head, char delimiter, char quote) : TextReader
{
    public const int LongestField = 1 << 20, LongestRecord = 1 << 24;

    /// <summary>What the decoder puts in place of bytes that are no text; a noncharacter (Unicode 16, section 23.7).</summary>
    public const char Undecodable = '\uFFFF';

    enum State { FieldStart, Blank, Unquoted, Quoted, QuoteInQuoted }

    readonly SearchValues<char> _stops = SearchValues.Create([delimiter, '\r', '\n', '\0', Undecodable]);
    readonly SearchValues<char> _quotedStops = SearchValues.Create([quote, '\r', '\n', '\0', Undecodable]);
    State _state = State.FieldStart;
    int _line = 1, _recordLine = 1, _quoteLine, _fields;
    int _fieldLength, _recordLength;
    bool _content, _afterReturn, _holdsReturn;
    CsvFault? _fault;

    /// <summary>The records passed on so far and not yet taken.</summary>
    public Queue<RecordMark> Records { get; } = new();

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (_fault is not null) throw _fault;
        if (buffer.IsEmpty) return 0;
        int count = Fill(buffer), recordStart = 0;
        if (count == 0) End();
        try
        {
            Scan(buffer[..count], ref recordStart);
        }
        catch (CsvFault fault) when (recordStart > 0)
        {
            (_fault, count) = (fault, recordStart);
        }
        return count;
    }

    int Fill(Span<char> buffer)
    {
        int held = _holdsReturn ? 1 : 0;
        if (_holdsReturn) buffer[0] = '\r';
        int count = held + (buffer.Length > held ? Next(buffer[held..]) : 0);

        // what a carriage return is depends on the character after it
        _holdsReturn = count > held && count > 1 && buffer[count - 1] == '\r';
        return _holdsReturn ? count - 1 : count;
    }

    int Next(Span<char> buffer)
    {
        if (head.IsEmpty) return text.Read(buffer);
        int count = Math.Min(head.Length, buffer.Length);
        head.Span[..count].CopyTo(buffer);
        head = head[count..];
        return count;
    }

    void Scan(Span<char> s, ref int recordStart)
    {
        for (int i = 0; i < s.Length;)
        {
            if (_state is State.Unquoted or State.Quoted)
            {
                int run = s[i..].IndexOfAny(_state == State.Quoted ? _quotedStops : _stops);
                if (run < 0) run = s.Length - i;
                if (run > 0) _afterReturn = false;
                Lengthen(run);
                i += run;
                if (i == s.Length) return;
            }
            // the parser takes a carriage return alone for a line's end in some places only
            if (s[i] == '\r' && _state != State.Quoted && (i + 1 == s.Length || s[i + 1] != '\n')) s[i] = '\n';
            Step(s[i++]);
            if (_state == State.FieldStart && _fields == 0) recordStart = i;
        }
    }

    void Step(char c)
    {
        if (c == '\0') throw Fault("holds a NUL byte, which no text has. Is the file damaged, or UTF-16 without a byte order mark?");
        if (c == Undecodable) throw Fault("holds bytes that are no valid UTF-8 (or no valid UTF-16 or -32, if the byte order mark says so). " +
            "Save the file as UTF-8, or say what it is (--encoding latin1)");
        // a line feed after a carriage return ends the same line
        bool second = c == '\n' && _afterReturn, newline = c is '\r' or '\n';
        _afterReturn = c == '\r';
        if (newline && !second) _line++;
        switch (_state)
        {
            case State.Quoted:
                if (c == quote) _state = State.QuoteInQuoted;
                else Lengthen(1);
                break;
            case State.QuoteInQuoted when c == quote:
                _state = State.Quoted;
                Lengthen(1);
                break;
            case State.QuoteInQuoted when !newline && c != delimiter:
                throw Fault($"field {_fields + 1} has text after its closing quote{OpenedIn()}. Write a quote inside quotes twice");
            default:
                if (newline && second) break;
                else if (newline) EndRecord();
                else if (c == delimiter) EndField();
                else StartOrGoOn(c);
                break;
        }
    }

    void StartOrGoOn(char c)
    {
        if (c == quote && _state == State.Blank)
            throw Fault($"field {_fields + 1} has blanks before its opening quote. Remove them");
        bool blank = c is ' ' or '\t', start = _state is State.FieldStart or State.Blank;
        _content |= !blank;
        Lengthen(1);
        if (start && blank) _state = State.Blank;
        else if (c == quote && start) (_state, _quoteLine) = (State.Quoted, _line);
        else _state = State.Unquoted;
    }

    void EndField()
    {
        _fields++;
        (_state, _fieldLength) = (State.FieldStart, 0);
    }

    void EndRecord()
    {
        EndField();
        Records.Enqueue(new(_recordLine, _content || _fields > 1 ? _fields : 0));
        (_fields, _recordLength, _content, _recordLine) = (0, 0, false, _line);
    }

    void End()
    {
        if (_state == State.Quoted)
            throw new CsvFault(_quoteLine, $"field {_fields + 1} opens a quote that is never closed");
        if (_state != State.FieldStart || _fields > 0) EndRecord();
    }

    void Lengthen(int count)
    {
        _fieldLength += count;
        _recordLength += count;
        if (_fieldLength > LongestField)
            throw Fault($"field {_fields + 1} is longer than {LongestField} characters{OpenedIn()}. Is a quote not closed?");
        if (_recordLength > LongestRecord) throw Fault($"the row is longer than {LongestRecord} characters. Is the file a table?");
    }

    string OpenedIn() => _state is State.Quoted or State.QuoteInQuoted && _quoteLine != _line ? $" (it was opened in line {_quoteLine})" : "";

    CsvFault Fault(string problem) => new(_state is State.Quoted or State.QuoteInQuoted ? _quoteLine : _line, problem);
}
