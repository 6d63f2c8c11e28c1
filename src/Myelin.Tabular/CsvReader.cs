using System.Text;

namespace Myelin.Tabular;

/// <summary>
/// Reads delimited text strictly (RFC 4180, with LF, CRLF or CR): what no reader can be sure of is an error that names its line.
/// </summary>
sealed class CsvReader(TextReader text, string name, char delimiter)
{
    /// <summary>A longer cell is a quote that was never closed, or no table.</summary>
    public const int LongestCell = 1_000_000;

    readonly char[] _buffer = new char[1 << 16];
    readonly StringBuilder _cell = new();
    int _at, _length, _next = 1;

    /// <summary>The line on which the last row began; the first is 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next row that is not blank, or null at the end.</summary>
    public List<string>? Read()
    {
        while (true)
        {
            Line = _next;
            var cells = new List<string>();
            if (!ReadRow(cells)) return null;
            if (cells.Count > 1 || cells[0].Length > 0 || _quoted) return cells;
        }
    }

    bool _quoted;

    bool ReadRow(List<string> cells)
    {
        _quoted = false;
        int c = Next();
        if (c < 0) return false;
        while (true)
        {
            _cell.Clear();
            if (c == '"')
            {
                _quoted = true;
                c = ReadQuoted();
                if (c != delimiter && c is not ('\n' or -1))
                    throw new TableException($"{name}, line {_next}: there is text after a closing quote. Expected {Shown(delimiter)} or the end of the line; a quote within quotes is written twice.");
            }
            else
            {
                for (; c != delimiter && c is not ('\n' or -1); c = Next()) Append((char)c, Line);
            }
            cells.Add(_cell.ToString());
            if (c != delimiter) break;
            c = Next();
        }
        if (c == '\n') _next++;
        return true;
    }

    int ReadQuoted()
    {
        int opened = _next;
        while (true)
        {
            int c = Next();
            if (c < 0) throw new TableException($"{name}, line {opened}: a quote is opened here and never closed.");
            if (c == '\n') _next++;
            if (c == '"')
            {
                c = Next();
                if (c != '"') return c;
            }
            Append((char)c, opened);
        }
    }

    void Append(char c, int line)
    {
        if (c == '\0') throw new TableException($"{name}, line {_next}: there is a NUL character. Is this a binary file, or UTF-16 without a byte order mark?");
        if (_cell.Length >= LongestCell)
            throw new TableException(FormattableString.Invariant($"{name}, line {line}: a cell is longer than {LongestCell:N0} characters. Is a quote opened there and never closed?"));
        _cell.Append(c);
    }

    // CRLF and CR become LF
    int Next()
    {
        int c = Raw();
        if (c != '\r') return c;
        if (Peek() == '\n') Raw();
        return '\n';
    }

    int Raw() => Peek() < 0 ? -1 : _buffer[_at++];

    int Peek()
    {
        if (_at == _length) (_at, _length) = (0, text.Read(_buffer, 0, _buffer.Length));
        return _length == 0 ? -1 : _buffer[_at];
    }

    public static string Shown(char delimiter) => delimiter == '\t' ? "a tab" : $"'{delimiter}'";
}
