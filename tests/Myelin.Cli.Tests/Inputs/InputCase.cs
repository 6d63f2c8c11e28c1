using System.Text;

namespace Myelin.Cli.Tests.Inputs;

/// <summary>One input of one kind, and what the program must do with it.</summary>
/// <param name="Kind">its number in docs/reliability.md</param>
/// <param name="What">in words</param>
/// <param name="File">the input</param>
public sealed record InputCase(int Kind, string What, byte[] File)
{
    /// <summary>The input's name.</summary>
    public string FileName { get; init; } = "data.csv";

    /// <summary>0 where it is taken, else the exit code.</summary>
    public int ExitCode { get; init; } = 2;

    /// <summary>
    /// Options beside the file and the target; or, where they begin with a command, the whole line, in which FILE stands for the input.
    /// </summary>
    public string[] Options { get; init; } = [];

    /// <summary>Texts that the one line of the error, or the output, must hold.</summary>
    public string[] Says { get; init; } = [];

    /// <summary>Whether the model learned from it must be, bit for bit, the one learned from the same table as plain CSV.</summary>
    public bool IsPlain { get; init; }

    public static InputCase Refused(int kind, string what, string file, params string[] says) =>
        Refused(kind, what, Encoding.UTF8.GetBytes(file), says);

    public static InputCase Refused(int kind, string what, byte[] file, params string[] says) => new(kind, what, file) { Says = says };

    public static InputCase Plain(int kind, string what, string file, params string[] options) =>
        Plain(kind, what, Encoding.UTF8.GetBytes(file), options);

    public static InputCase Plain(int kind, string what, byte[] file, params string[] options) =>
        new(kind, what, file) { ExitCode = 0, IsPlain = true, Options = options };

    public static InputCase Taken(int kind, string what, string file, params string[] says) =>
        new(kind, what, Encoding.UTF8.GetBytes(file)) { ExitCode = 0, Says = says };

    public override string ToString() => $"{Kind} {What}";
}
