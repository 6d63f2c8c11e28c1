using System.Text;

namespace Myelin.Tabular;

/// <summary>A file of text, read strictly: what is no text is refused by saying what it is, and bytes that are none are marked.</summary>
sealed class TextSource
{
    readonly Encoding _encoding;
    readonly BadBytes _bad = new();
    readonly bool _isAsked;

    TextSource(Stream stream, Encoding encoding, bool isAsked)
    {
        (_encoding, _isAsked) = (encoding, isAsked);
        Text = new(stream, Strict(), false, 1 << 16);
    }

    /// <summary>The text, where <see cref="CsvWindow.Undecodable"/> stands for bytes that are none.</summary>
    public StreamReader Text { get; }

    /// <param name="encoding">null for the byte order mark's, or UTF-8</param>
    /// <exception cref="InvalidFileException">The file is empty, or is something else than a table as text.</exception>
    public static TextSource Open(Stream stream, string name, Encoding? encoding)
    {
        var head = new byte[ForeignFile.HeadLength];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = head.AsSpan(0, length);
        (Encoding? marked, int mark) = ByteOrderMark(start);
        if (marked is null && encoding is null) Refuse(start, name);
        if (start[mark..].IsEmpty) throw new InvalidFileException(name, "is empty");
        Stream whole = new HeadedStream(head.AsMemory(mark, length - mark), stream);
        return new(whole, marked ?? encoding ?? Encoding.UTF8, marked is null && encoding is not null);
    }

    /// <summary>What is to be said of a line with bytes that are no text.</summary>
    public Advice Undecodable()
    {
        if (_encoding is UnicodeEncoding or UTF32Encoding)
            return $"holds bytes that are not valid {_encoding.WebName.ToUpperInvariant()}. Is the file damaged?";
        if (_encoding is not UTF8Encoding)
        {
            bool wider = _encoding.CodePage == Encoding.Latin1.CodePage || _encoding.CodePage == Encoding.ASCII.CodePage;
            var other = new Advice($"holds bytes that no character has in {_encoding.WebName}. Is the file written in another encoding?");
            return wider
                ? other.Or("read it as Windows-1252", SettingNames.Encoding, "windows-1252").Or("as UTF-8", SettingNames.Encoding, "utf-8")
                : other.Or("name it", SettingNames.Encoding);
        }
        Advice advice = new Advice("holds bytes that are not valid UTF-8").Or("save the file as UTF-8");
        if (_bad.Any(value => value is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D))
            return advice.Or("name its encoding, such as macintosh, ibm850 or shift_jis", SettingNames.Encoding);
        advice = advice.Or("read it as Windows-1252", SettingNames.Encoding, "windows-1252");
        return _bad.Any(value => value is >= 0x80 and < 0xA0) ? advice : advice.Or("as Latin 1", SettingNames.Encoding, "latin1");
    }

    Encoding Strict()
    {
        if (_encoding.IsSingleByte) return new ByteEncoding(_encoding);
        var strict = (Encoding)_encoding.Clone();
        strict.DecoderFallback = _bad;
        return strict;
    }

    static (Encoding?, int) ByteOrderMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(true, true), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    static void Refuse(ReadOnlySpan<byte> start, string name)
    {
        if (start.IsEmpty) throw new InvalidFileException(name, "is empty (0 bytes)");
        if (Unmarked(start) is { } unmarked)
            throw new InvalidFileException(name, new Advice($"is {unmarked[..6].ToUpperInvariant()} text without a byte order mark")
                .Or("save it as UTF-8").Or("give its encoding", SettingNames.Encoding, unmarked));
        // a word that happens to be a binary format's mark may also begin a header: only bytes that no text has decide
        bool text = start.IndexOfAnyInRange((byte)0, (byte)8) < 0;
        string? kind = ForeignFile.Recognize(start);
        bool readable = kind is null or "plain text" or "a table as text (CSV)" or "blank text";
        bool markup = kind is not null &&
            (kind.Contains("text", StringComparison.Ordinal) || kind.Contains("HTML", StringComparison.Ordinal) ||
                kind.Contains("LFS", StringComparison.Ordinal) || kind.Contains("PDF", StringComparison.Ordinal));
        if (!readable && (!text || markup || start[0] >= 0x80 || start.Length > 1 && start[1] >= 0x80))
            throw new InvalidFileException(name, $"is not a CSV table but {kind}");
        if (!text && start.IndexOf((byte)0) == 0) throw new InvalidFileException(name, "is not text: it begins with a NUL byte");
    }

    /// <summary>The encoding of text without a byte order mark by the zeros of its plain letters; null where there are none.</summary>
    static string? Unmarked(ReadOnlySpan<byte> start) =>
        Zeros(start, 4, 0b1110) ? "utf-32" : Zeros(start, 4, 0b0111) ? "utf-32be" :
        Zeros(start, 2, 0b10) ? "utf-16" : Zeros(start, 2, 0b01) ? "utf-16be" : null;

    /// <summary>Whether in each group of so many bytes those of the mask are 0, and the others are not.</summary>
    static bool Zeros(ReadOnlySpan<byte> start, int size, int mask)
    {
        int groups = Math.Min(start.Length / size, 32);
        for (int i = 0; i < groups * size; i++)
            if (start[i] == 0 != ((mask >> i % size & 1) == 1)) return false;
        return groups >= 2;
    }
}
