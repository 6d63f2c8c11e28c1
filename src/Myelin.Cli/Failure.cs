using System.Text.RegularExpressions;
using Myelin.Basis;
using Myelin.Cli.Output;
using Myelin.Cli.Training;

namespace Myelin.Cli;

/// <summary>Every error as one line on standard error and an exit code; never a stack trace.</summary>
static partial class Failure
{
    // of a connection that stands where a file's or an option's name should: Password=…; and postgres://user:…@host
    [GeneratedRegex("""(?<=(?:password|pwd|psw|passfile)\s*=\s*)(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[^;]+)|(?<=:/{1,2}[^\s/@:]*:)\S+(?=@)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret { get; }

    /// <param name="remedies">those of the command that failed</param>
    public static int Report(Exception exception, Remedies remedies)
    {
        (int code, string message) = Describe(exception, remedies);
        return Report(code, message);
    }

    public static int Report(int code, string message)
    {
        message = Secret.Replace(message, "…");
        // a name of a megabyte is not repeated; what to do stands at the end
        if (message.Length > 900) message = $"{message[..600]} … {message[^200..]}";
        if (code != ExitCode.Interrupted || StopSignal.MaySay()) Console.Error.WriteLine($"error: {OneLine(message)}");
        return code;
    }

    static (int, string) Describe(Exception exception, Remedies remedies) => exception switch
    {
        CommandException known => (known.ExitCode, known.Message),
        OperationCanceledException => (ExitCode.Interrupted, "Stopped."),
        TrainingDivergedException or NotFiniteNumberException => (ExitCode.Failed, exception.Message),
        FormatException or IOException or UnauthorizedAccessException => (ExitCode.BadInput, remedies.Text(exception)),
        ArgumentException or NotSupportedException or TimeoutException => (ExitCode.WrongUse, remedies.Text(exception)),
        OutOfMemoryException or InsufficientMemoryException =>
            (ExitCode.BadInput, "There is not enough memory for this network and this data."),
        AggregateException { InnerExceptions: [var inner] } => Describe(inner, remedies),
        TypeInitializationException { InnerException: { } inner } => Describe(inner, remedies),
        _ => (ExitCode.BadInput, $"This should not have happened ({exception.GetType().Name}): {exception.Message}"),
    };

    // of an argument the runtime names what only a programmer knows
    public static string WithoutParameter(string message) => Parameter.Replace(message, "");

    [GeneratedRegex(@" \(Parameter '[^']*'\)|\r?\nActual value was .*", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter { get; }

    /// <summary>On one line, and with nothing that could break or repaint it.</summary>
    public static string OneLine(string text) => VisibleText.Of(text.ReplaceLineEndings(" "));
}
