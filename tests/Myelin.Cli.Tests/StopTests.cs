using System.Diagnostics;

namespace Myelin.Cli.Tests;

/// <summary>Ctrl-C: the first ends a training with the best so far, a second leaves at once.</summary>
public sealed class StopTests(IrisModel iris) : IClassFixture<IrisModel>
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void TheBestSoFarIsSaved(string signal)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Signals are sent by kill.");
        string model = $"stopped{signal}.safetensors";
        using Process process = Begin(model);
        using (Process kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"])) kill.WaitForExit();
        string rest = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(30_000));
        Assert.Contains("Stopped as asked", rest, StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(151, iris.Succeeds("predict", model, "iris.csv").TrimEnd().Split('\n').Length);
    }

    public static TheoryData<int, string[]> Long => new()
    {
        // cells of a megabyte: in the middle of some thousand of them DuckDB heeds nobody
        { 700, ["train", "--sql", "SELECT repeat('x', 900000) || range AS x, range % 3 AS y FROM range(1000000)", "--target", "y", "--output", "out/m.safetensors"] },
        { 1200, ["predict", "iris.safetensors", "--sql", "SELECT i.* FROM range(1000000000000), 'iris.csv' AS i", "--output", "out/p.csv"] },
        { 900, ["evaluate", "iris.safetensors", "--sql", "SELECT i.* FROM range(1000000000000), 'iris.csv' AS i"] },
        { 500, ["report", "iris.safetensors", "iris.csv", "--repeats", "1000", "--output", "out/r.html"] },
        { 1500, ["tune", "iris.csv", "--target", "species", "--output", "out/m.safetensors"] },
        { 700, ["trace", "--steps", "10000000"] },
        { 60, ["inspect", "iris.safetensors"] },
    };

    // whatever it is doing; the time has room for other work on the machine
    [Theory]
    [MemberData(nameof(Long))]
    public async Task EveryCommandEndsSoonAndLeavesNothingUnfinished(int moment, string[] command)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Signals are sent by kill.");
        Directory.CreateDirectory(Path.Combine(iris.Folder, "out"));
        using Process process = Cli.Start(iris.Folder, command);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await Task.Delay(moment);
        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) kill.WaitForExit();
        bool ended = process.WaitForExit(10_000);
        if (!ended) process.Kill();
        Assert.True(ended, "did not end");
        string said = await error;
        await output;
        Assert.True(process.ExitCode is 0 or 130 or 143, $"{process.ExitCode}: {said}");
        Assert.Matches(process.ExitCode == 130 ? "^error: [^\n]*\n$" : "^$", said);
        Assert.Empty(Directory.GetFiles(Path.Combine(iris.Folder, "out")));
    }

    // millions of epochs, and patience for all of them; returns when the first is done
    Process Begin(string model)
    {
        Process process = Cli.Start(
            iris.Folder, "train", "iris.csv", "--target", "species", "--epochs", "1000000", "--patience", "0", "--output", model);
        while (process.StandardOutput.ReadLine() is { } line && !line.TrimStart().StartsWith("0 %", StringComparison.Ordinal)) ;
        return process;
    }
}
