using System.Diagnostics;

namespace Myelin.Tests;

/// <summary>A short run of the program that looks for leaks: it says so itself, by its exit code.</summary>
public class SoakTests
{
    [Fact]
    public async Task TheSameWorkOverAndOverHoldsNoMoreMemory()
    {
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), framework = Path.GetFileName(here);
        string configuration = Path.GetFileName(Path.GetDirectoryName(here)!);
        string program = Repository.FullPath(Path.Combine("tests", "Myelin.Soak", "bin", configuration, framework, "Myelin.Soak.dll"));
        // the runtime compiles methods anew in the background after thirty calls, whenever a core is free, and takes 10 MB for it: in a run of
        // a minute that may be before the first look or after
        var start = new ProcessStartInfo("dotnet", ["exec", program, "130", "50000"]) { RedirectStandardOutput = true, Environment = { ["DOTNET_TieredCompilation"] = "0" } };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        Assert.Equal(2, output.Split('\n').Count(line => line.EndsWith(": no leak", StringComparison.Ordinal)));
    }
}
