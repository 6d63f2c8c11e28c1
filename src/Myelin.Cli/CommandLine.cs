using System.CommandLine;
using System.CommandLine.Invocation;
using Myelin.Cli.Native;
using Myelin.Cli.Output;
using Myelin.Cli.Training;

namespace Myelin.Cli;

/// <summary>A run of the program: its words in, its exit code out.</summary>
static class CommandLine
{
    public static int Run(string[] words)
    {
        LastWords.AreHeard = Descriptor.IsInherited(StandardStream.Error);
        using var output = new PatientWriter(StandardStream.OfOutput());
        using var error = new PatientWriter(StandardStream.OfError());
        Console.SetOut(output);
        Console.SetError(error);
        StopSignal.Watch();
        int code = RunCommand(words);
        if (output.Problem is null or ReaderLeftException || code != ExitCode.Success) return code;
        return Failure.Report(ExitCode.BadInput, $"{output.Problem.Message}. The text is incomplete; all files are written.");
    }

    /// <summary>The same with the console's streams as they are, and without heeding signals.</summary>
    internal static int RunCommand(string[] words)
    {
        Command? command = null;
        try
        {
            ParseResult line = new MyelinCommand().Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
            command = line.CommandResult.Command;
            if (line.Action is null or ParseErrorAction) return WrongUse.Report(line);
            return line.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = Console.Out,
                Error = Console.Error,
            });
        }
        catch (ReaderLeftException)
        {
            return ExitCode.Success;
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, new Remedies(command));
        }
    }
}
