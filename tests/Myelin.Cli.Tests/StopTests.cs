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
        { 700,
            ["train", "--sql", "SELECT repeat('x', 900000) || range AS x, range % 3 AS y FROM range(1000000)", "--target", "y",
                "--output", "out/m.safetensors"] },
        { 1200,
            ["predict", "iris.safetensors", "--sql", "SELECT i.* FROM range(1000000000000), 'iris.csv' AS i", "--output", "out/p.csv"] },
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
        Terminate(process);
        string said = await error;
        await output;
        Assert.True(process.ExitCode is 0 or 130 or 143, $"{process.ExitCode}: {said}");
        // what was found before the stop may be said before it
        Assert.Matches(process.ExitCode == 130 ? "^(warning: [^\n]*\n)*error: [^\n]*\n$" : "^$", said);
        Assert.Empty(Directory.GetFiles(Path.Combine(iris.Folder, "out")));
    }

    // with rows from disk, in memory, and in the middle of reading: 0 is of a model that is there
    [Theory]
    [InlineData(700, "--stream")]
    [InlineData(2000, "--stream")]
    [InlineData(2000, "--no-fingerprints")]
    public async Task ATrainingEndsWith0WhereItsModelIsSaved(int moment, string option)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Signals are sent by kill.");
        string name = $"rows{moment}{option}", model = iris.At($"{name}.safetensors");
        iris.Write($"{name}.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 100_000).Select(row => $"{row % 997}.5,{row % 3}\n")));
        using Process process = Cli.Start(iris.Folder, "train", $"{name}.csv", "--target", "y", "--task", "classification", option,
            "--layers", "4:tanh", "--epochs", "100000", "--patience", "0", "--output", model);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await Task.Delay(moment);
        Terminate(process);
        string said = await error;
        Assert.True(process.ExitCode is 0 or 130 or 143, $"{process.ExitCode}: {said}");
        Assert.Equal(process.ExitCode == 0, File.Exists(model));
        Assert.Equal(process.ExitCode == 0, (await output).Contains("Saved ", StringComparison.Ordinal));
    }

    // nobody reads its last lines, so that it cannot end by itself
    [Fact]
    public async Task AModelThatIsSavedBeforeTheSignalIsNoFailure()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Signals are sent by kill.");
        string model = iris.At("unread.safetensors");
        using Process process = Cli.Start(iris.Folder, "train", "iris.csv", "--target", "species", "--layers", "2:tanh", "--epochs", "2000",
            "--patience", "0", "--json", "--output", model);
        for (int wait = 0; wait < 600 && !File.Exists(model); wait++) await Task.Delay(50);
        await Task.Delay(500);
        Assert.False(process.HasExited);
        Terminate(process);
        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync()));
    }

    static void Terminate(Process process)
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) kill.WaitForExit();
        bool ended = process.WaitForExit(10_000);
        if (!ended) process.Kill();
        Assert.True(ended, "did not end");
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
