using System.Text;

namespace Myelin.Tabular;

/// <summary>
/// An encoding of one byte a character, read strictly: a byte that it leaves open, or takes for a control character beyond ASCII, is no
/// text. Such bytes mean that the file is written in another encoding: what Latin-1 takes for controls are quotes and € in Windows-1252.
/// </summary>
sealed class ByteEncoding : Encoding
{
    readonly char[] _characters = new char[256];

    /// <param name="encoding">whose <see cref="Encoding.IsSingleByte"/> is true</param>
    public ByteEncoding(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback(CsvWindow.Undecodable.ToString());
        for (int value = 0; value < _characters.Length; value++)
            _characters[value] = lenient.GetString([(byte)value]) is [var c] && !IsOpen(c) ? c : CsvWindow.Undecodable;
    }

    // controls of ISO 6429, and characters for private use that stand for nothing but Apple's sign
    static bool IsOpen(char c) => c is >= '\u0080' and <= '\u009F' or >= '\uE000' and < '\uF8FF';

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        for (int i = 0; i < bytes.Length; i++) chars[i] = _characters[bytes[i]];
        return bytes.Length;
    }

    public override System.Text.Decoder GetDecoder() => new Decoder(this);

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        throw new NotSupportedException();

    /// <summary>The default one copies what it decodes, and the room for it, each time.</summary>
    sealed class Decoder(ByteEncoding encoding) : System.Text.Decoder
    {
        public override int GetCharCount(byte[] bytes, int index, int count) => count;

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
            encoding.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

        public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars, bool flush) => encoding.GetChars(bytes, chars);
    }
}
