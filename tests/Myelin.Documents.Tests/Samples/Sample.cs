using System.Diagnostics;

namespace Myelin.Documents.Tests.Samples;

/// <summary>Runs a sample as whoever reads it would: as a program of its own.</summary>
static class Sample
{
    // …/tests/Myelin.Samples.Tests/bin/Release/net10.0/
    static readonly DirectoryInfo Output = new(AppContext.BaseDirectory);

    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));

    public static (int ExitCode, string Output, string Errors) Run(string folder, string program, params string[] arguments)
    {
        string path = Path.Combine(Root, "samples", folder, "bin", Output.Parent!.Name, Output.Name, program + ".dll");
        var start = new ProcessStartInfo("dotnet", [path, .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(4)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"samples/{folder} did not end within four minutes.");
        }
        return (process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>The output of a sample that must succeed.</summary>
    public static string OutputOf(string folder, string program, params string[] arguments)
    {
        (int exitCode, string output, string errors) = Run(folder, program, arguments);
        Assert.True(exitCode == 0, $"samples/{folder} ended with {exitCode}: {errors}{output}");
        return output;
    }
}
