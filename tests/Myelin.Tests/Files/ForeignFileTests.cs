using System.IO.Compression;
using System.Text;

namespace Myelin.Tests.Files;

public class ForeignFileTests
{
    public static TheoryData<byte[], string> Kinds => new()
    {
        { [], "empty (0 bytes)" },
        { [0x80, 2, (byte)'}', (byte)'q', 0], "a Python pickle (an old PyTorch .pt, joblib)" },
        { Zip("archive/data.pkl"), "a PyTorch zip (.pt, .pth: a pickle inside)" },
        { Zip("weights.npy"), "a NumPy archive (.npz)" },
        { Zip("metadata.json"), "a Keras archive (.keras)" },
        { Zip("[Content_Types].xml"), "an Office file (.xlsx)" },
        { Zip("readme.txt"), "a zip archive (perhaps PyTorch .pt, .npz, .keras or .xlsx)" },
        { [0x89, .. "HDF\r\n\u001a\n"u8, 0, 0, 0], "an HDF5 file (Keras .h5)" },
        { [0x93, .. "NUMPY"u8, 1, 0], "a NumPy array (.npy)" },
        { [0x08, 0x07, 0x12, 0x07, .. "pytorch"u8], "an ONNX model" },
        { [0x08, 0x0A, 0x3A, 0xFF, 0x01], "an ONNX model" },
        { "GGUF\u0003\0\0\0"u8.ToArray(), "a GGUF file" },
        { [0x1C, 0, 0, 0, .. "TFL3"u8], "a TensorFlow Lite model" },
        { [0x1F, 0x8B, 0x08, 0], "a gzip archive" },
        { "PAR1\u0015"u8.ToArray(), "a Parquet file" },
        { "SQLite format 3\0"u8.ToArray(), "an SQLite database" },
        { "version https://git-lfs.github.com/spec/v1\noid sha256:00"u8.ToArray(),
            "a Git LFS pointer; fetch the file itself with 'git lfs pull'" },
        { " {\"inputs\": 4}"u8.ToArray(), "JSON text" },
        { "[1, 2]"u8.ToArray(), "JSON text" },
        { "\uFEFF<!DOCTYPE HTML><title>404"u8.ToArray(), "an HTML page (was the download refused?)" },
        { "<html>"u8.ToArray(), "an HTML page (was the download refused?)" },
        { "<?xml version"u8.ToArray(), "XML text" },
        { "a,b,c\n1,2,3\n"u8.ToArray(), "a table as text (CSV)" },
        { "a;b\n1;2"u8.ToArray(), "a table as text (CSV)" },
        { "hello, no"u8.ToArray(), "a table as text (CSV)" },
        { "hello"u8.ToArray(), "plain text" },
        { "  \n"u8.ToArray(), "blank text" },
        { [0xFF, 0xFE, (byte)'a', 0], "text in UTF-16" },
        { Encoding.UTF8.GetBytes(new string('ä', 300))[..511], "plain text" },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void IsNamed(byte[] head, string expected) => Assert.Equal(expected, ForeignFile.Recognize(head));

    [Fact]
    public void UnknownBytesHaveNoName() => Assert.Null(ForeignFile.Recognize([1, 2, 3, 0, 5]));

    [Fact]
    public void TheReaderRefusesEveryKindByItsName()
    {
        foreach (var (head, kind) in Kinds.Select(row => row.Data))
        {
            var error = Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(new MemoryStream(head), "model.pt"));
            string expected = head.Length == 0
                ? "model.pt: is empty (0 bytes). Was it written to the end, or fetched?"
                : $"model.pt: is {kind}. Myelin reads safetensors only; it never runs code from a file";
            Assert.Equal(expected, error.Message);
        }
    }

    static byte[] Zip(string entry)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (Stream content = zip.CreateEntry(entry).Open())
            content.Write("content"u8);
        return bytes.ToArray();
    }
}
