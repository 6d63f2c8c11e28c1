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

    // millions of epochs, and patience for all of them; returns when the first is done
    Process Begin(string model)
    {
        Process process = Cli.Start(
            iris.Folder, "train", "iris.csv", "--target", "species", "--epochs", "1000000", "--patience", "0", "--output", model);
        while (process.StandardOutput.ReadLine() is { } line && !line.TrimStart().StartsWith("0 %", StringComparison.Ordinal)) ;
        return process;
    }
}
