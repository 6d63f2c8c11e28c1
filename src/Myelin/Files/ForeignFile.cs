using System.Text;
using System.Text.Unicode;

namespace Myelin;

/// <summary>Says what a file is from its first bytes, so that a reader can refuse it by name.</summary>
internal static class ForeignFile
{
    /// <summary>Bytes from a file's beginning that suffice for <see cref="Recognize"/>.</summary>
    public const int HeadLength = 512;

    static readonly (byte[] Magic, string Kind)[] Magics =
    [
        ([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A], "an HDF5 file (Keras .h5)"),
        ([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'], "a NumPy array (.npy)"),
        ("GGUF"u8.ToArray(), "a GGUF file"),
        ("GGML"u8.ToArray(), "a GGML file"),
        ("PAR1"u8.ToArray(), "a Parquet file"),
        ("ARROW1"u8.ToArray(), "an Arrow file"),
        ("SQLite format 3\0"u8.ToArray(), "an SQLite database"),
        ("%PDF-"u8.ToArray(), "a PDF document"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        ("BZh"u8.ToArray(), "a bzip2 archive"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "an xz archive"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office file (.xls)"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program (ELF)"),
        ([0xFF, 0xFE, 0, 0], "text in UTF-32"),
        ([0xFF, 0xFE], "text in UTF-16"),
        ([0xFE, 0xFF], "text in UTF-16"),
        ("version https://git-lfs"u8.ToArray(), "a Git LFS pointer; fetch the file itself with 'git lfs pull'"),
    ];

    /// <summary>What <see cref="Recognize"/> says of a file of ONNX.</summary>
    internal const string OnnxModel = "an ONNX model";

    /// <summary>What the file is, as words that follow "is" ("a gzip archive"), or null for no known kind.</summary>
    /// <param name="head">the file's first <see cref="HeadLength"/> bytes, or all of a shorter file</param>
    public static string? Recognize(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return "empty (0 bytes)";
        foreach ((byte[] magic, string kind) in Magics)
            if (head.StartsWith(magic)) return kind;
        if (head.StartsWith("PK"u8)) return Zip(head);
        // protocol 2 and later open with PROTO; 0 and 1 have no mark of their own
        if (head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5) return "a Python pickle (an old PyTorch .pt, joblib)";
        if (head.Length >= 8 && head[4..8].SequenceEqual("TFL3"u8)) return "a TensorFlow Lite model";
        if (Onnx(head)) return OnnxModel;
        return Text(head);
    }

    static string Zip(ReadOnlySpan<byte> head)
    {
        // the first entry's name stands from byte 30 of its local header (PKWARE APPNOTE 4.3.7)
        ReadOnlySpan<byte> entry = head.Length > 30 ? head.Slice(30, Math.Min(head[26] | head[27] << 8, head.Length - 30)) : [];
        if (entry.IndexOf(".pkl"u8) >= 0) return "a PyTorch zip (.pt, .pth: a pickle inside)";
        if (entry.EndsWith(".npy"u8)) return "a NumPy archive (.npz)";
        if (entry.IndexOf("metadata.json"u8) >= 0 || entry.IndexOf("config.json"u8) >= 0) return "a Keras archive (.keras)";
        if (entry.StartsWith("[Content_Types].xml"u8) || entry.StartsWith("_rels/"u8)) return "an Office file (.xlsx)";
        return "a zip archive (perhaps PyTorch .pt, .npz, .keras or .xlsx)";
    }

    /// <summary>A protobuf that opens with ir_version (field 1), followed by a field of ModelProto.</summary>
    static bool Onnx(ReadOnlySpan<byte> head) =>
        head.Length > 2 && head[0] == 0x08 && head[1] is > 0 and < 64 && head[2] is 0x12 or 0x1A or 0x22 or 0x28 or 0x32 or 0x3A or 0x42;

    static string? Text(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        // a character cut off by the end of the head is no fault
        int end = head.Length;
        if (end > 4)
            for (int back = 1; back <= 3 && (head[^1] & 0x80) != 0; back++)
                if ((head[^back] & 0xC0) == 0xC0) end = head.Length - back;
        ReadOnlySpan<byte> text = head[..end];
        if (!Utf8.IsValid(text) || text.IndexOfAnyInRange((byte)0, (byte)8) >= 0) return null;
        string start = Encoding.UTF8.GetString(text).TrimStart();
        if (start.Length == 0) return "blank text";
        if (start[0] is '{' or '[') return "JSON text";
        if (Begins("<!doctype html") || Begins("<html")) return "an HTML page (was the download refused?)";
        if (Begins("<?xml")) return "XML text";
        int line = start.IndexOf('\n');
        return (line < 0 ? start : start[..line]).AsSpan().IndexOfAny(",;\t") > 0 ? "a table as text (CSV)" : "plain text";

        bool Begins(string prefix) => start.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
    }
}
