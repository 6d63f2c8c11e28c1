using System.Text;
using Myelin.Files;

namespace Myelin.Tabular.Reading;

/// <summary>Opens a file of text: refuses what is no text by saying what it is, and decodes strictly.</summary>
static class TextSource
{
    /// <summary>The text of a stream, where <see cref="CsvGuard.Undecodable"/> stands for bytes that are none.</summary>
    /// <param name="encoding">null for the byte order mark's, or UTF-8</param>
    public static StreamReader Open(Stream stream, string name, Encoding? encoding)
    {
        var head = new byte[ForeignFile.HeadLength];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = head.AsSpan(0, length);
        (Encoding? marked, int mark) = ByteOrderMark(start);
        if (marked is null && encoding is null) Refuse(start, name);
        if (start[mark..].IsEmpty) throw new InvalidFileException(name, "is empty");
        Stream whole = new HeadedStream(head.AsMemory(mark, length - mark), stream);
        return new(whole, Strict(marked ?? encoding ?? Encoding.UTF8), false, 1 << 16);
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
        if (Zeros(start, 0) || Zeros(start, 1))
            throw new InvalidFileException(name,
                "is UTF-16 or UTF-32 text without a byte order mark. Save it as UTF-8, or give its encoding (--encoding utf-16)");
        // a word that happens to be a binary format's mark may also begin a header: only bytes that no text has decide
        bool text = start.IndexOfAnyInRange((byte)0, (byte)8) < 0;
        string? kind = ForeignFile.Recognize(start);
        bool readable = kind is null or "plain text" or "a table as text (CSV)" or "blank text";
        bool markup = kind is not null && (kind.Contains("text", StringComparison.Ordinal) || kind.Contains("HTML", StringComparison.Ordinal) ||
            kind.Contains("LFS", StringComparison.Ordinal) || kind.Contains("PDF", StringComparison.Ordinal));
        if (!readable && (!text || markup || start[0] >= 0x80 || start.Length > 1 && start[1] >= 0x80))
            throw new InvalidFileException(name, $"is not a CSV table but {kind}");
        if (!text && start.IndexOf((byte)0) == 0) throw new InvalidFileException(name, "is not text: it begins with a NUL byte");
    }

    /// <summary>Whether every second byte of the beginning is 0, as in UTF-16 of plain letters.</summary>
    static bool Zeros(ReadOnlySpan<byte> start, int from)
    {
        int zeros = 0, pairs = Math.Min(start.Length / 2, 32);
        for (int i = 0; i < pairs; i++)
            if (start[2 * i + from] == 0 && start[2 * i + 1 - from] != 0) zeros++;
        return pairs >= 2 && zeros == pairs;
    }

    static Encoding Strict(Encoding encoding) => Encoding.GetEncoding(
        encoding.CodePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(CsvGuard.Undecodable.ToString()));
}
