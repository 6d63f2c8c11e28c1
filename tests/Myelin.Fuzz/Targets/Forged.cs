using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Myelin.Fuzz.Targets;

/// <summary>What a forger of safetensors files makes right again after changing them: the header's length and the digest.</summary>
public static class Forged
{
    static readonly byte[] Key = "\"myelin.sha256\":\""u8.ToArray();

    /// <summary>The header's length becomes the place of the last } before the data that the old length allows.</summary>
    public static byte[] Mend(byte[] file, int dataLength)
    {
        if (file.Length < 10) return file;
        int end = Math.Max(8, file.Length - dataLength);
        byte[] mended = [.. file];
        BinaryPrimitives.WriteInt64LittleEndian(mended, end - 8);
        return Digested(mended);
    }

    public static byte[] Digested(byte[] file)
    {
        int at = file.AsSpan().IndexOf(Key) + Key.Length;
        if (at < Key.Length || at + 64 > file.Length) return file;
        byte[] mended = [.. file];
        mended.AsSpan(at, 64).Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(mended)), mended.AsSpan(at, 64));
        return mended;
    }

    /// <summary>A file of this header and data.</summary>
    public static byte[] Of(string header, ReadOnlySpan<byte> data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + text.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, 8);
        data.CopyTo(file.AsSpan(8 + text.Length));
        return Digested(file);
    }

    /// <summary>Header and data of a good file.</summary>
    public static (string Header, byte[] Data) Parts(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        return (Encoding.UTF8.GetString(file, 8, length), file[(8 + length)..]);
    }
}
