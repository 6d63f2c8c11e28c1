namespace Myelin.Basis;

/// <summary>Passes on what is written, and takes its digest.</summary>
sealed class DigestStream(Stream destination) : Stream
{
    readonly Sha256 _digest = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The digest of all that was written. Ends this object's use.</summary>
    public string Finish() => _digest.Finish();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _digest.Append(buffer);
        destination.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => destination.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
