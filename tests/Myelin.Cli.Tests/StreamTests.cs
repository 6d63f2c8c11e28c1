using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Myelin.Cli.Tests;

/// <summary>Rows that are streamed from disk.</summary>
public sealed class StreamTests(IrisModel iris) : IClassFixture<IrisModel>
{
    static readonly string[] Fast = ["--target", "species", "--epochs", "3", "--layers", "8:tanh"];

    string Digest(string model) => iris.Succeeds("inspect", model, "--digest").Trim();

    [Fact]
    public void AStreamedTrainingIsThatInMemory()
    {
        iris.Succeeds(["train", "iris.csv", .. Fast, "--output", "memory.safetensors"]);
        string said = iris.Succeeds(["train", "iris.csv", .. Fast, "--output", "streamed.safetensors", "--stream"]);
        Assert.Matches(@"read +150 rows in .* rows/s, .*/s\), kept on disk meanwhile: .* in ", said);
        Assert.Equal(Digest("memory.safetensors"), Digest("streamed.safetensors"));
        Assert.Equal(iris.Succeeds("predict", "memory.safetensors", "iris.csv"),
            iris.Succeeds("predict", "streamed.safetensors", "iris.csv"));
        Assert.Equal(
            iris.Succeeds("evaluate", "memory.safetensors", "iris.csv", "--json"),
            iris.Succeeds("evaluate", "streamed.safetensors", "iris.csv", "--json", "--stream"));
    }

    [Fact]
    public void APipeIsReadOnce()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Pipes with names are made by mkfifo.");
        iris.Succeeds(["train", "iris.csv", .. Fast, "--output", "file.safetensors", "--stream"]);
        using (Process make = Process.Start("mkfifo", [Path.Combine(iris.Folder, "pipe")])) make.WaitForExit();
        using (Process write = Process.Start("sh",
            ["-c", $"cat '{Path.Combine(iris.Folder, "iris.csv")}' > '{Path.Combine(iris.Folder, "pipe")}'"]))
        {
            iris.Succeeds(["train", "pipe", .. Fast, "--output", "pipe.safetensors", "--stream"]);
            Assert.True(write.WaitForExit(10_000));
        }
        Assert.Equal(Digest("file.safetensors"), Digest("pipe.safetensors"));
    }

    [Theory]
    [InlineData("--cv 3", "--cv needs all rows in memory, and these are streamed from disk (--stream). Leave one of the two out.")]
    [InlineData("--group sepal_length",
        "--group or --time needs all rows in memory, and these are streamed from disk (--stream). Leave one of the two out.")]
    [InlineData("--quality best",
        "--quality default or best needs all rows in memory, and these are streamed from disk (--stream). Leave one of the two out.")]
    [InlineData("--optimizer lbfgs",
        "--optimizer lbfgs needs all rows in memory, and these are streamed from disk (--stream). Leave one of the two out.")]
    public void WhatNeedsMemoryIsRefused(string option, string error)
    {
        Run run = Cli.RunIn(iris.Folder, ["train", "iris.csv", "--target", "species", "--stream", .. option.Split(' ')]);
        Assert.Equal((1, error), (run.ExitCode, run.ErrorLine));
    }

    // the limit is that of the runtime's own heap; this file's rows would take more than twice as much
    [Fact]
    public void AFileThatDoesNotFitIsLearnedFromAndPredicted()
    {
        string file = Path.Combine(iris.Folder, "large.csv");
        var random = new Random(1);
        using (var writer = new StreamWriter(file))
        {
            writer.Write("x0,x1,x2,x3,x4,x5,x6,x7,x8,x9,y\n");
            var block = new StringBuilder();
            for (int row = 0; row < 5000; row++)
            {
                for (int column = 0; column < 10; column++) block.Append(CultureInfo.InvariantCulture, $"{random.NextDouble():0.000000},");
                block.Append("ab"[row % 2]).Append('\n');
            }
            for (int times = 0; times < 100; times++) writer.Write(block);
        }
        string[] train = ["train", "large.csv", "--target", "y", "--layers", "4", "--epochs", "1", "--output", "large.safetensors"];
        Run streamed = Limited(train);
        Assert.Equal((0, ""), (streamed.ExitCode, streamed.Error));
        Assert.Matches(
            @"large.csv would take about \d+\.\d MB of memory, and there are 125\.8 MB: its rows are streamed from disk \(--stream\)\.",
            streamed.Output);
        Assert.Contains("200,000 rows, drawn by lot, are in memory", streamed.Output, StringComparison.Ordinal);
        Run predicted = Limited("predict", "large.safetensors", "large.csv", "--output", "predicted.csv");
        Assert.Equal((0, ""), (predicted.ExitCode, predicted.Error));
        Assert.Contains("500,000 predictions", predicted.Output, StringComparison.Ordinal);
    }

    Run Limited(params string[] arguments)
    {
        var start = new ProcessStartInfo(Cli.Program, arguments)
        {
            WorkingDirectory = iris.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x7800000" },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(120_000));
        return new(process.ExitCode, output.Result, error.Result);
    }
}
