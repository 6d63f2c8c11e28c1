namespace Myelin.Native.Boundary;

/// <summary>The last error of each thread.</summary>
static unsafe class LastError
{
    [ThreadStatic]
    static Sentence? t_sentence;

    /// <summary>Valid until the thread's next error; empty before the first.</summary>
    public static byte* Text => (t_sentence ??= new("")).Pointer;

    /// <param name="ofFile">what a file that is not as it should be means here</param>
    public static Status Set(Exception error, Status ofFile = Status.InvalidRow)
    {
        try
        {
            t_sentence = new(OneLine(error));
        }
        catch (OutOfMemoryException)
        {
            t_sentence = null;
        }
        return error switch
        {
            ObjectDisposedException => Status.InvalidHandle,
            FileNotFoundException or DirectoryNotFoundException => Status.NotFound,
            FormatException => ofFile,
            ArgumentException => Status.InvalidArgument,
            IOException or UnauthorizedAccessException => Status.InputOutput,
            OutOfMemoryException => Status.OutOfMemory,
            _ => Status.Internal,
        };
    }

    static string OneLine(Exception error) => error switch
    {
        ObjectDisposedException => "The model was freed, or the pointer is no model.",
        OutOfMemoryException => "There is not enough memory.",
        FormatException or ArgumentException or IOException => Myelin.Tabular.Refusal.Text(error).ReplaceLineEndings(" "),
        _ => $"{error.GetType().Name}: {error.Message}".ReplaceLineEndings(" "),
    };

    /// <summary>A text in memory of C, which is freed when its thread has ended or has another.</summary>
    sealed class Sentence(string text)
    {
        public byte* Pointer { get; } = Boundary.Text.Copy(System.Text.Encoding.UTF8.GetBytes(text));

        ~Sentence() => Boundary.Text.Free(Pointer);
    }
}
