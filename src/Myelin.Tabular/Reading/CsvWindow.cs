namespace Myelin.Tabular;

/// <summary>
/// The characters of a text in a window that moves on: what was read of the current record stays in it. A character that no text has ends
/// the window's text, so that all before it is read first.
/// </summary>
/// <param name="head">what was already read of the text</param>
/// <param name="rest">what comes after it; null for nothing</param>
sealed class CsvWindow(ReadOnlyMemory<char> head, TextReader? rest)
{
    const int FirstLength = 1 << 16;

    /// <summary>What the decoder puts in place of bytes that are no text; a noncharacter (Unicode 16, section 23.7).</summary>
    public const char Undecodable = '\uFFFF';

    char[] _text = new char[FirstLength];
    int _end;

    /// <summary>The window's characters; the reader may write over those that it has passed.</summary>
    public char[] Text => _text;

    /// <summary>Where the window's characters end.</summary>
    public int End => _end;

    /// <summary>The character that no text has and that comes next, once <see cref="More"/> is false.</summary>
    public char? Bad { get; private set; }

    /// <summary>Moves what is kept to the window's beginning and reads on behind it.</summary>
    /// <param name="keep">the first character that is still needed</param>
    /// <returns>false at the end, or before a character that no text has</returns>
    public bool More(int keep)
    {
        int kept = _end - keep;
        char[] text = kept > _text.Length / 2 ? new char[2 * _text.Length] : _text;
        Array.Copy(_text, keep, text, 0, kept);
        (_text, _end) = (text, kept);
        if (Bad is not null) return false;
        Span<char> room = text.AsSpan(kept);
        int count = Math.Min(head.Length, room.Length);
        if (count > 0)
        {
            head.Span[..count].CopyTo(room);
            head = head[count..];
        }
        else count = rest?.Read(room) ?? 0;
        if (room[..count].IndexOfAny('\0', Undecodable) is >= 0 and var bad) (Bad, count) = (room[bad], bad);
        _end += count;
        return count > 0;
    }
}
