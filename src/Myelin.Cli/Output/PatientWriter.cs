using System.Text;

namespace Myelin.Cli.Output;

/// <summary>
/// Lines for people. Where they can no longer be written (a full disk, a closed terminal) the work goes on without them: hours of training
/// must not be lost for a line about them. What failed is remembered, and said at the end.
/// </summary>
sealed class PatientWriter(Stream stream) : TextWriter
{
    readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };

    /// <summary>Why the first write that failed did; null where all is written.</summary>
    public Exception? Problem { get; private set; }

    public override Encoding Encoding => _writer.Encoding;

    public override void Write(char value) => Try(() => _writer.Write(value));

    public override void Write(string? value) => Try(() => _writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => _writer.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(() => _writer.WriteLine(value));

    public override void Flush() => Try(_writer.Flush);

    void Try(Action write)
    {
        if (Problem is not null) return;
        try
        {
            write();
        }
        // a part of the program that is not found is no fault of the stream
        catch (Exception e) when (e is IOException and not FileNotFoundException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Problem = e;
        }
    }
}
