using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;

namespace Myelin.Cli.Training;

/// <summary>The options that name the files that a training writes.</summary>
sealed class TrainOutput
{
    public Option<string?> Model { get; } = Given.Text("--output", "MODEL",
        "The model's file. Default: the data's name with .safetensors, in this folder.", "-o");

    public Option<string?> Test { get; } = Given.Text("--test-output", "FILE",
        "Write the test rows as CSV, with the columns that were read. myelin evaluate takes it.");

    public Option<string?> Plot { get; } = Given.Text("--plot", "FILE",
        "Save a plot of the learning curve, and of the confusion matrix or of predicted against actual (.svg or .png).");

    public TrainFiles Read(ParseResult line, DataSource data) =>
        new(OutputFile.Of(line, Model, OutputKind.Model, ModelPath.For(data)), OutputFile.IfGiven(line, Test, OutputKind.Rows),
            PlotFile.IfGiven(line, Plot));
}
