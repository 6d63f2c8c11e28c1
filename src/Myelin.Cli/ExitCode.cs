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

    /// <summary>
    /// Stopped by Ctrl-C or a request to terminate, before the command had done what it was asked for: 128 and 2, as shells have it.
    /// </summary>
    public const int Interrupted = 130;
}
