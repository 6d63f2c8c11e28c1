using System.Diagnostics;
using System.Text;

namespace Myelin.Cli.Tests;

/// <summary>What a run of the built program wrote and ended with.</summary>
public sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>The one line of an error, without its prefix.</summary>
    public string ErrorLine
    {
        get
        {
            Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
            Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
            return Error["error: ".Length..^1];
        }
    }
}

/// <summary>The built program as a process of its own, as a shell runs it.</summary>
public static class Cli
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory,
        OperatingSystem.IsWindows() ? "Myelin.Cli.exe" : "Myelin.Cli");

    public static string TestData { get; } = FindTestData();

    public static Run Run(params string[] arguments) => RunIn(Environment.CurrentDirectory, arguments);

    public static Run RunIn(string folder, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(120_000))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"myelin {string.Join(' ', arguments)} did not end.");
        }
        return new(process.ExitCode, output.Result, error.Result);
    }

    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
    }

    public static Run Succeeds(params string[] arguments)
    {
        Run run = Run(arguments);
        Assert.True(run.ExitCode == 0, $"myelin {string.Join(' ', arguments)} ended with {run.ExitCode}: {run.Error}");
        Assert.All(run.Error.Split('\n')[..^1], line => Assert.StartsWith("warning: ", line, StringComparison.Ordinal));
        return run;
    }

    static string FindTestData()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "tests", "data"))) return Path.Combine(folder.FullName, "tests", "data");
        throw new DirectoryNotFoundException($"No folder tests/data above {AppContext.BaseDirectory}.");
    }
}
