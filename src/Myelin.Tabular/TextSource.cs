using System.Text;
using System.Text.Unicode;

namespace Myelin.Tabular;

/// <summary>The text of a file, its encoding known from its byte order mark or UTF-8, decoded strictly.</summary>
static class TextSource
{
    static readonly (byte[] Start, string Kind)[] s_foreign =
    [
        ([0x1F, 0x8B], "gzip-compressed; decompress it first"),
        ("PK\u0003\u0004"u8.ToArray(), "a zip archive or an Excel workbook; export the sheet as CSV"),
        ("PAR1"u8.ToArray(), "a Parquet file"),
        ("version https://git-lfs"u8.ToArray(), "a Git LFS pointer; fetch the file itself"),
        ("SQLite format 3"u8.ToArray(), "an SQLite database"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook; export the sheet as CSV"),
    ];

    /// <summary>Opens the text; <paramref name="open"/> is called again when a bad byte must be found.</summary>
    public static StreamReader Open(Func<Stream> open, string name)
    {
        Span<byte> start = stackalloc byte[64];
        using (Stream stream = open()) start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.IsEmpty) throw new TableException($"{name} is empty. Expected a header line and rows.");
        foreach ((byte[] magic, string kind) in s_foreign)
            if (start.StartsWith(magic)) throw new TableException($"{name} is not CSV: it is {kind}.");
        ReadOnlySpan<byte> first = start.StartsWith(Encoding.UTF8.Preamble) ? start[3..] : start;
        string words = Encoding.Latin1.GetString(first).TrimStart();
        if (words.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase) || words.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || words.StartsWith("<?xml", StringComparison.Ordinal))
            throw new TableException($"{name} is not CSV: it is an HTML or XML page.");
        if (words.StartsWith('{') || words.StartsWith("[{", StringComparison.Ordinal) || words.StartsWith("[[", StringComparison.Ordinal))
            throw new TableException($"{name} is not CSV: it is JSON.");
        return new StreamReader(open(), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 1 << 16);
    }

    /// <summary>The line of the first byte that is not UTF-8.</summary>
    public static TableException Undecodable(Func<Stream> open, string name)
    {
        using Stream stream = open();
        var bytes = new MemoryStream();
        for (int line = 1; ; line++)
        {
            bytes.SetLength(0);
            int b;
            while ((b = stream.ReadByte()) >= 0 && b != '\n') bytes.WriteByte((byte)b);
            if (!Utf8.IsValid(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))
                return new($"{name}, line {line}: a byte is not UTF-8. Is the file in Latin-1 or Windows-1252? Save it as UTF-8.");
            if (b < 0) return new($"{name}: the text cannot be decoded. Save it as UTF-8.");
        }
    }
}
