using System.Text;
using Myelin.Basis;

namespace Myelin.Cli.Output;

/// <summary>
/// JSON on its way to a stream: what <see cref="VisibleText"/> would not show is written as JSON's own escapes, which lose nothing. The
/// JSON writer escapes control characters alone, and what turns the direction of text would reach a terminal.
/// </summary>
sealed class VisibleJson(Stream stream) : Stream
{
    readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Ascii.IsValid(buffer))
        {
            stream.Write(buffer);
            return;
        }
        var chars = new char[_decoder.GetCharCount(buffer, flush: false)];
        var text = new StringBuilder();
        Span<char> pair = stackalloc char[2];
        foreach (Rune rune in chars.AsSpan(0, _decoder.GetChars(buffer, chars, flush: false)).EnumerateRunes())
        {
            Span<char> one = pair[..rune.EncodeToUtf16(pair)];
            if (rune.IsAscii || VisibleText.Of(one.ToString()).Length == one.Length) text.Append(one);
            else foreach (char part in one) text.Append($"\\u{(int)part:x4}");
        }
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
