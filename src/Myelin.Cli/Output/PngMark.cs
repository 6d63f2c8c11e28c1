namespace Myelin.Cli.Output;

/// <summary>Says in a PNG file who drew it: a chunk of text after the header (W3C, PNG, section 11.3.3.2).</summary>
static class PngMark
{
    /// <summary>What the chunk holds.</summary>
    public const string Text = "Software\0Myelin plot";

    /// <summary>The signature, and the header's chunk.</summary>
    const int HeaderEnd = 8 + 25;

    public static void Write(Stream stream, ReadOnlySpan<byte> png)
    {
        stream.Write(png[..HeaderEnd]);
        byte[] chunk = [0, 0, 0, (byte)Text.Length, .. System.Text.Encoding.ASCII.GetBytes("tEXt" + Text)];
        stream.Write(chunk);
        uint sum = CheckSum(chunk.AsSpan(4));
        stream.Write([(byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum]);
        stream.Write(png[HeaderEnd..]);
    }

    // CRC-32 of ISO 3309, bit by bit: these are 24 bytes
    static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte one in bytes)
        {
            sum ^= one;
            for (int bit = 0; bit < 8; bit++) sum = sum >> 1 ^ ((sum & 1) == 0 ? 0 : 0xEDB88320);
        }
        return ~sum;
    }
}
