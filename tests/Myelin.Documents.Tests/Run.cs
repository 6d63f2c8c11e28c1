using System.Diagnostics;
using System.Text;

namespace Myelin.Documents.Tests;

/// <summary>What a program said and how it ended.</summary>
sealed record Run(int ExitCode, string Output, string Errors)
{
    public static Run Of(string workingDirectory, params IReadOnlyList<string> arguments) => Program("dotnet", workingDirectory, arguments);

    public static Run Program(string program, string workingDirectory, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(4)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within four minutes.");
        }
        return new(process.ExitCode, output.Result.ReplaceLineEndings("\n"), errors.Result.ReplaceLineEndings("\n"));
    }

    /// <summary>A sample, run as its reader would run it.</summary>
    public static Run Sample(string folder, params IReadOnlyList<string> arguments) =>
        Of(Repository.Root, [Repository.Program($"samples/{folder}"), .. arguments]);

    /// <summary>The output of a sample that must succeed.</summary>
    public static string OutputOfSample(string folder, params IReadOnlyList<string> arguments)
    {
        Run run = Sample(folder, arguments);
        Assert.True(run.ExitCode == 0, $"samples/{folder} ended with {run.ExitCode}: {run.Errors}{run.Output}");
        return run.Output;
    }
}
