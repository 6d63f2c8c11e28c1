using Myelin.Cli.Native;

namespace Myelin.Cli.Output;

/// <summary>Standard output or standard error, where the program may have been started without it.</summary>
sealed class StandardStream : Stream
{
    public const int Output = 1, Error = 2;

    readonly int _number;
    readonly Stream? _stream;

    StandardStream(int number) => (_number, _stream) = (number, Open(number));

    public static Stream OfOutput() => new StandardStream(Output);

    public static Stream OfError() => new StandardStream(Error);

    /// <summary>Standard input; throws where the program was started without it.</summary>
    public static Stream OfInput() => Descriptor.IsInherited(0)
        ? Console.OpenStandardInput()
        : throw CommandException.BadInput("standard input: is closed. Pipe the rows in, or name a file.");

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_stream is null) throw Problem("it is closed");
        // the system's own error is not shown here: whoever writes on for nobody would never end
        if (Descriptor.HasLostItsReader(_number)) throw new ReaderLeftException();
        try
        {
            _stream.Write(buffer);
        }
        catch (IOException e) when (e is not FileNotFoundException)
        {
            throw Problem(e.Message, e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _stream?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    IOException Problem(string why, Exception? inner = null) =>
        new($"standard {(_number == Output ? "output" : "error")}: cannot be written: {why}", inner);

    static Stream? Open(int number) =>
        !Descriptor.IsInherited(number) ? null : number == Output ? Console.OpenStandardOutput() : Console.OpenStandardError();
}
