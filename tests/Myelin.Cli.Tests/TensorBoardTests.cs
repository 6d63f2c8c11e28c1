using System.Diagnostics;
using Myelin.Tests.TensorBoard;

namespace Myelin.Cli.Tests;

/// <summary>Events of a training by the command: the runs, what they hold, and what happens where they cannot be written.</summary>
public sealed class TensorBoardTests(IrisModel iris) : IClassFixture<IrisModel>
{
    static readonly string[] s_one =
        ["train", "iris.csv", "-t", "species", "--layers", "8:tanh", "--epochs", "12", "--patience", "0", "-o", "one.safetensors"];

    static readonly string[] s_ten =
        ["train", "iris.csv", "-t", "species", "--set", "hidden=8-8", "--epochs", "3"];

    string[] Runs(string folder) =>
        [.. Directory.GetDirectories(iris.At(folder), "*", SearchOption.AllDirectories).Where(run => EventFile.In(run).Length > 0)
            .Select(run => Path.GetRelativePath(iris.At(folder), run).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    EventValue[] Tagged(string folder, string tag) => [.. EventFile.Run(iris.At(folder)).Where(value => value.Tag == tag)];

    [Fact]
    public void OneNetworkIsOneRun()
    {
        string output = iris.Succeeds([.. s_one, "--tensorboard", "one run"]);
        Assert.Contains("tensorboard    tensorboard --logdir 'one run'\n", output, StringComparison.Ordinal);
        Assert.Empty(Runs("one run"));
        EventValue[] losses = Tagged("one run", "loss/train"), scores = Tagged("one run", "test/accuracy");
        // 102 rows of steps of 32
        Assert.Equal(Enumerable.Range(1, 12).Select(epoch => 4L * epoch), losses.Select(value => value.Step));
        Assert.Equal(losses.Select(value => value.Step), Tagged("one run", "loss/validation").Select(value => value.Step));
        Assert.All(Tagged("one run", "metric/accuracy"), value => Assert.InRange(value.Scalar, 0, 1));
        Assert.Equal(12, Tagged("one run", "gradients/layers.0.weight").Length);
        Assert.Equal(losses[^1].Step, Assert.Single(scores).Step);
        string accuracy = scores[0].Scalar.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(output.Split('\n'), line => line.StartsWith("  accuracy ", StringComparison.Ordinal) && line.Contains(accuracy,
            StringComparison.Ordinal));
        string settings = Assert.Single(Tagged("one run", "settings")).Text;
        Assert.Contains("| target | species |\n", settings, StringComparison.Ordinal);
        Assert.Contains("| epochs | 12 |\n", settings, StringComparison.Ordinal);
        Assert.Single(Tagged("one run", "_hparams_/session_start_info"));
    }

    [Fact]
    public void EachNetworkAndEachFoldIsARun()
    {
        iris.Succeeds([.. s_ten, "--cv", "2", "--tensorboard", "ten", "-o", "ten.safetensors"]);
        string[] networks = [.. Enumerable.Range(1, 10).Select(number => $"network-{number}")];
        Assert.Equal(networks.Concat(networks.Select(one => $"fold-1/{one}")).Concat(networks.Select(one => $"fold-2/{one}"))
            .Order(StringComparer.Ordinal), Runs("ten"));
        Assert.All(Runs("ten"), run => Assert.Equal(3, Tagged($"ten/{run}", "loss/validation").Length));
        Assert.Equal([1, 2], Tagged("ten", "cross-validation/accuracy").Select(value => value.Step));
        Assert.Contains("| recipe: hidden | 8-8 |\n", Assert.Single(Tagged("ten", "settings")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheModelIsTheSameBits()
    {
        iris.Succeeds([.. s_ten, "-o", "with.safetensors", "--tensorboard", "bits"]);
        iris.Succeeds([.. s_ten, "-o", "without.safetensors"]);
        Assert.Equal(iris.Succeeds("inspect", "without.safetensors", "--digest"), iris.Succeeds("inspect", "with.safetensors", "--digest"));
    }

    [Fact]
    public void StreamedRowsAreARun()
    {
        iris.Succeeds([.. s_one, "--stream", "--tensorboard", "streamed"]);
        Assert.Equal(12, Tagged("streamed", "loss/train").Length);
    }

    // what a reader finds after each kill is whole, up to the last record
    [Fact]
    public void AKilledTrainingLeavesWholeRecordsAndContinues()
    {
        string[] command = [.. s_one.Select(word => word == "12" ? "2000" : word),
            "--checkpoint", "states", "--checkpoint-every", "100", "--resume", "--tensorboard", "killed"];
        for (int kills = 0; kills < 3; kills++)
        {
            using Process process = Cli.Start(iris.Folder, command);
            int files = kills + 1;
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed.TotalSeconds < 60 && !process.HasExited && !HasGrown(files)) Thread.Sleep(5);
            process.Kill();
            process.WaitForExit();
            Assert.NotEmpty(Tagged("killed", "loss/train"));
        }
        iris.Succeeds(command);
        // of a step that was written twice the later value counts, and it is the same
        var losses = Tagged("killed", "loss/train").GroupBy(value => value.Step).ToDictionary(step => step.Key);
        Assert.Equal(Enumerable.Range(1, 2000).Select(epoch => 4L * epoch), losses.Keys.Order());
        Assert.All(losses.Values, step => Assert.Single(step.Select(value => value.Scalar).Distinct()));
        Assert.Equal(4, EventFile.In(iris.At("killed")).Length);
    }

    bool HasGrown(int files) => Directory.Exists(iris.At("killed")) && EventFile.In(iris.At("killed")) is { } there &&
        there.Length == files && new FileInfo(there[^1]).Length > 150_000;

    [Fact]
    public void AFolderThatCannotBeOneIsRefusedBeforeTheTraining()
    {
        Run file = iris.Run([.. s_one, "--tensorboard", "iris.csv"]);
        Assert.Equal((2, "iris.csv: is a file, and a folder for the events is needed. Name another."), (file.ExitCode, file.ErrorLine));
        iris.Succeeds([.. s_one, "--tensorboard", "taken"]);
        Run taken = iris.Run([.. s_one, "--tensorboard", "taken"]);
        Assert.Equal(2, taken.ExitCode);
        Assert.Matches(@"^taken: holds the events of another run \(events\.out\.tfevents\.[^)]*\)\. Name another folder\.$",
            taken.ErrorLine);
        Assert.Equal("", file.Output + taken.Output);
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;
        Directory.CreateDirectory(iris.At("closed"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(2, iris.Run([.. s_one, "--tensorboard", "closed"]).ExitCode);
    }

    [Fact]
    public void WhereTheDiskTakesNoMoreTheTrainingGoesOn()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("A file's size is limited by the shell.");
        // a limit of 32 or 64 kB for each file: the model is smaller, and so is all of the runtime without this setting
        string command = $"trap '' XFSZ; ulimit -f 64; exec '{Cli.Program}' {string.Join(' ', s_one)} --tensorboard full";
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", command])
        {
            WorkingDirectory = iris.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        })!;
        string output = shell.StandardOutput.ReadToEnd(), error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.True(shell.ExitCode == 0, error);
        Assert.Matches(@"^warning: .*tfevents.*: cannot be written any more: .*\. The events before are kept\. " +
            @"Training goes on without writing events\.\n$", error);
        Assert.Matches("(Saved|Replaced) one.safetensors", output);
        Assert.True(EventFile.Run(iris.At("full")).Length > 10);
    }
}
