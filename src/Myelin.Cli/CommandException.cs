namespace Myelin.Cli;

/// <summary>An error that a command found itself: its one line and its exit code.</summary>
sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public static CommandException WrongUse(string message) => new(Cli.ExitCode.WrongUse, message);

    public static CommandException BadInput(string message) => new(Cli.ExitCode.BadInput, message);
}
