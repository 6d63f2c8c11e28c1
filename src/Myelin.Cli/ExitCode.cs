namespace Myelin.Cli;

/// <summary>What a command ends with.</summary>
static class ExitCode
{
    public const int Success = 0;

    /// <summary>An option, an argument or a name on the command line is wrong.</summary>
    public const int WrongUse = 1;

    /// <summary>A file is missing, damaged, or does not hold what it should; or a file cannot be written.</summary>
    public const int BadInput = 2;

    /// <summary>The loss stopped being finite, or a gradient check found a difference.</summary>
    public const int Failed = 3;

    /// <summary>Left by a second Ctrl-C, or stopped by the first with its state kept: 128 and the number of the signal, as shells have it.</summary>
    public const int Interrupted = 130;
}
