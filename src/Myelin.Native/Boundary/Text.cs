using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Myelin.Native.Boundary;

/// <summary>Texts of C: UTF-8 that a zero ends.</summary>
static unsafe class Text
{
    static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    public static ReadOnlySpan<byte> Bytes(byte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);

    /// <exception cref="ArgumentException">It is NULL or no UTF-8.</exception>
    public static string Read(byte* text, string name)
    {
        if (text is null) throw new ArgumentException($"{name} is NULL.");
        try
        {
            return s_strict.GetString(Bytes(text));
        }
        catch (DecoderFallbackException)
        {
            throw new ArgumentException($"{name} is not UTF-8.");
        }
    }

    /// <summary>The text in a buffer, or in memory of its own where it is longer.</summary>
    /// <exception cref="FormatException">It is no UTF-8.</exception>
    public static ReadOnlySpan<char> Read(byte* text, Span<char> buffer)
    {
        ReadOnlySpan<byte> bytes = Bytes(text);
        // no text has more characters than bytes
        if (bytes.Length > buffer.Length) buffer = new char[bytes.Length];
        return Utf8.ToUtf16(bytes, buffer, out _, out int count, replaceInvalidSequences: false) == System.Buffers.OperationStatus.Done
            ? buffer[..count]
            : throw new FormatException("the text is not UTF-8");
    }

    /// <summary>A copy that <see cref="Free"/> frees.</summary>
    public static byte* Copy(ReadOnlySpan<byte> utf8)
    {
        byte* copy = (byte*)NativeMemory.Alloc((nuint)utf8.Length + 1);
        utf8.CopyTo(new Span<byte>(copy, utf8.Length));
        copy[utf8.Length] = 0;
        return copy;
    }

    public static void Free(byte* text) => NativeMemory.Free(text);
}
