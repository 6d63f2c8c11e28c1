namespace Myelin.Tabular;

/// <summary>The beginning of a text after its byte order marks, the lines that are skipped, and a line that says the delimiter.</summary>
sealed class TextStart
{
    const int Length = 1 << 18;

    // a second one stands behind the first where a program wrote its own in front of a marked file's text
    const char ByteOrderMark = '\uFEFF';

    readonly TextReader _text;
    Memory<char> _head;

    public TextStart(TextReader text, int skipLines)
    {
        _text = text;
        Fill();
        _head = _head.TrimStart(ByteOrderMark);
        for (; Line <= skipLines && !_head.IsEmpty; Line++) SkipLine();
        if (Declared() is not { } delimiter) return;
        Delimiter = delimiter;
        SkipLine();
        Line++;
    }

    /// <summary>What was read of the text.</summary>
    public ReadOnlyMemory<char> Head => _head;

    /// <summary>Whether that is all of it.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The line that it begins in.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>What a first line such as sep=; says, as spreadsheets write and read it; null where there is none.</summary>
    public char? Delimiter { get; }

    void Fill()
    {
        var head = new char[Length];
        int count = _text.ReadBlock(head);
        (_head, IsWhole) = (head.AsMemory(0, count), count < head.Length);
    }

    void SkipLine()
    {
        int end;
        while ((end = _head.Span.IndexOfAny('\r', '\n')) < 0 && !IsWhole) Fill();
        if (end < 0)
        {
            _head = default;
            return;
        }
        bool mayPair = _head.Span[end] == '\r';
        _head = _head[(end + 1)..];
        if (_head.IsEmpty && !IsWhole) Fill();
        if (mayPair && _head.Span is ['\n', ..]) _head = _head[1..];
    }

    char? Declared()
    {
        ReadOnlySpan<char> line = _head.Span[..Math.Min(_head.Length, 16)];
        int end = line.IndexOfAny('\r', '\n');
        if (end < 0) return null;
        line = line[..end].Trim('"');
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;
    }
}
