using System.Diagnostics;

namespace Myelin.Tests;

/// <summary>
/// Short runs of the program that looks for leaks, and ends models in use: it says itself what it found, by its exit code.
/// </summary>
public class SoakTests
{
    [Fact]
    public async Task TheSameWorkOverAndOverHoldsNoMoreMemory()
    {
        // the runtime compiles methods anew in the background after thirty calls, whenever a core is free, and takes 10 MB for
        // it: in a run of a minute that may be before the first look or after; and C's allocator keeps ten megabytes of holes for
        // each thread that ever compiled
        Dictionary<string, string?> atOnceAndFromOneHeap = new() { ["DOTNET_TieredCompilation"] = "0", ["MALLOC_ARENA_MAX"] = "1" };
        (int exitCode, string output) = await Run(["130", "50000"], atOnceAndFromOneHeap);
        Assert.True(exitCode == 0, output);
        Assert.Equal(2, output.Split('\n').Count(line => line.EndsWith(": no leak", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ModelsInUseEndWithoutWrongNumbersOrCrash()
    {
        (int exitCode, string output) = await Run(["lives", "25", "12"], []);
        Assert.True(exitCode == 0, $"exit code {exitCode}: {output}");
        Assert.Equal(6, output.Split('\n').Count(line => line.Contains(" 0 wrong", StringComparison.Ordinal)));
    }

    static async Task<(int ExitCode, string Output)> Run(string[] arguments, Dictionary<string, string?> environment)
    {
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), framework = Path.GetFileName(here);
        string configuration = Path.GetFileName(Path.GetDirectoryName(here)!);
        string program = Repository.FullPath(Path.Combine("tests", "Myelin.Soak", "bin", configuration, framework, "Myelin.Soak.dll"));
        var start =
            new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string? value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
