using System.Text;

namespace Myelin.Cli.Output;

/// <summary>The beginning of a file.</summary>
static class FileHead
{
    public static byte[] Bytes(string path, int most)
    {
        using FileStream stream = File.OpenRead(path);
        var head = new byte[most];
        return head[..stream.ReadAtLeast(head, most, throwOnEndOfStream: false)];
    }

    /// <summary>As text of UTF-8; other bytes are other signs.</summary>
    public static string Text(string path, int most) => Encoding.UTF8.GetString(Bytes(path, most));
}
