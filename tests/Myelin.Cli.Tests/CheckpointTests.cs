using System.Diagnostics;
using System.Text.Json;

namespace Myelin.Cli.Tests;

/// <summary>A training that is killed or stopped, and goes on.</summary>
public sealed class CheckpointTests(IrisModel iris) : IClassFixture<IrisModel>
{
    // three networks of four hundred epochs: longer than it takes to begin
    static readonly string[] s_train = ["train", "iris.csv", "-t", "species", "--set", "hidden=16-16", "--epochs", "60", "--patience", "0"];

    string Expected(params string[] more)
    {
        iris.Succeeds([.. s_train, .. more, "-o", "whole.safetensors"]);
        return iris.Succeeds("inspect", "whole.safetensors", "--digest");
    }

    // more trials: tests/trials/kill.sh
    [Fact]
    public void KilledAtAnyMomentItGoesOnWithTheSameBits()
    {
        string expected = Expected();
        string[] command = [.. s_train, "--checkpoint", "killed", "--checkpoint-every", "1", "--resume", "-o", "killed.safetensors"];
        foreach (int milliseconds in (int[])[300, 700, 1100])
        {
            using Process process = Cli.Start(iris.Folder, command);
            if (process.WaitForExit(milliseconds)) continue;
            process.Kill();
            process.WaitForExit();
        }
        iris.Succeeds(command);
        Assert.Equal(expected, iris.Succeeds("inspect", "killed.safetensors", "--digest"));
        Assert.Empty(Directory.GetFiles(iris.At("killed"), "*.tmp", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void StoppedItSaysHowToGoOn(string signal)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Signals are sent by kill.");
        string folder = $"stopped {signal}";
        string[] command = [.. s_train.Select(word => word == "60" ? "400" : word), "--cv", "2", "--checkpoint", folder,
            "-o", "stopped.safetensors"];
        using Process process = Cli.Start(iris.Folder, command);
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("fold 1/2", StringComparison.Ordinal)) ;
        var watch = Stopwatch.StartNew();
        using (Process kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"])) kill.WaitForExit();
        process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(130, process.ExitCode);
        string error = process.StandardError.ReadToEnd();
        Assert.StartsWith($"error: Stopped. The training is kept in {folder}; go on with: myelin train iris.csv -t species", error,
            StringComparison.Ordinal);
        Assert.EndsWith($"--checkpoint '{folder}' -o stopped.safetensors --resume\n", error, StringComparison.Ordinal);
        Assert.False(File.Exists(iris.At("stopped.safetensors")));
        Assert.True(watch.Elapsed.TotalSeconds < 20, $"{watch.Elapsed}");
        Assert.Contains("the state of a training", iris.Succeeds("inspect", folder), StringComparison.Ordinal);
    }

    [Fact]
    public void FoldsOfACrossValidationGoOnToo()
    {
        string[] folds = ["--cv", "2"], keeping = [.. s_train, "--cv", "2", "--checkpoint", "cv", "--checkpoint-every", "3"];
        string expected = Expected(folds);
        using (Process process = Cli.Start(iris.Folder, [.. keeping, "-o", "cv.safetensors"]))
        {
            while (process.StandardOutput.ReadLine() is { } line && !line.Contains("fold 1/2", StringComparison.Ordinal)) ;
            process.Kill();
            process.WaitForExit();
        }
        Run again = iris.Run([.. keeping, "-o", "cv.safetensors"]);
        Assert.Equal(2, again.ExitCode);
        Assert.Equal("cv: holds checkpoints of a training. Resume it (--resume), or name another folder", again.ErrorLine);
        iris.Succeeds([.. keeping, "--resume", "-o", "cv.safetensors"]);
        Assert.Equal(expected, iris.Succeeds("inspect", "cv.safetensors", "--digest"));
        Assert.Equal(iris.Succeeds("inspect", "whole.safetensors")[20..], iris.Succeeds("inspect", "cv.safetensors")[17..]);
    }

    [Fact]
    public void InspectSaysWhatAStateIsAndWhichIsWhole()
    {
        iris.Succeeds([.. s_train, "--quality", "fast", "--checkpoint", "seen", "--checkpoint-every", "20", "-o", "seen.safetensors"]);
        string[] files = [.. Directory.GetFiles(iris.At("seen"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(3, files.Length);
        string output = iris.Succeeds("inspect", "seen");
        Assert.Contains("60, and that was the end", output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(iris.Succeeds("inspect", files[0], "--json"));
        Assert.Equal(20, json.RootElement.GetProperty("checkpoint").GetProperty("epoch").GetInt32());
        Assert.Equal("60", json.RootElement.GetProperty("checkpoint").GetProperty("identity").GetProperty("epochs").GetString());
        Assert.Equal(iris.Succeeds("inspect", files[0], "--digest").TrimEnd(), json.RootElement.GetProperty("digest").GetString());
        byte[] bytes = File.ReadAllBytes(files[2]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(files[2], bytes);
        Run run = iris.Run("inspect", files[2]);
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith($"{files[1]} is whole", run.ErrorLine, StringComparison.Ordinal);
        Assert.StartsWith("warning: ", iris.Run("inspect", "seen").Error, StringComparison.Ordinal);
        output = iris.Succeeds([.. s_train, "--quality", "fast", "--checkpoint", "seen", "--resume", "-o", "seen.safetensors"]);
        Assert.Contains("is damaged", output, StringComparison.Ordinal);
        Assert.Matches("went on from seen.network-1.checkpoint-000002.safetensors: epoch 40", output);
    }

    [Theory]
    [InlineData("--resume needs --checkpoint DIR, the folder of the training's states.", "--resume")]
    [InlineData("--checkpoint-every needs --checkpoint DIR, the folder of the training's states.", "--checkpoint-every", "5")]
    [InlineData("--checkpoint-every must be a whole number of epochs, such as 5, or seconds, such as 30s, but is '0s'.",
        "--checkpoint", "x", "--checkpoint-every", "0s")]
    [InlineData("iris.csv: is a file, and a folder for checkpoints is needed. Name another.", "--checkpoint", "iris.csv")]
    public void WrongUseIsSaid(string expected, params string[] options)
    {
        Run run = iris.Run([.. s_train, .. options, "-o", "never.safetensors"]);
        Assert.InRange(run.ExitCode, 1, 2);
        Assert.Equal(expected, run.ErrorLine);
        Assert.False(File.Exists(iris.At("never.safetensors")));
    }

    [Fact]
    public void ADivergenceNamesTheStateThatIsKept()
    {
        string[] wild = ["train", "iris.csv", "-t", "species", "--layers", "8", "--optimizer", "sgd", "--schedule",
            "multi-step([40], gamma=1e39)", "--epochs", "30", "--checkpoint", "wild", "--checkpoint-every", "1", "-o", "wild.safetensors"];
        Run run = iris.Run(wild);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("is not a finite number in epoch", run.ErrorLine, StringComparison.Ordinal);
        Assert.EndsWith(" The last good state is kept in wild: --resume-anyway goes on from it with another rate.", run.ErrorLine,
            StringComparison.Ordinal);
        iris.Succeeds(
            [.. wild.Where(word => !word.StartsWith("multi", StringComparison.Ordinal) && word != "--schedule"), "--resume-anyway"]);
    }
}
