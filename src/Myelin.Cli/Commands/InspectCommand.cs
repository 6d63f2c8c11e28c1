using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Files;
using Myelin.Layers;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin inspect: what a model file holds.</summary>
sealed class InspectCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model file." };
    readonly Option<bool> _digest = Given.Flag("--digest", "Print the SHA-256 of the weights alone.");

    public InspectCommand() : base("inspect", "Show a model's columns, network and measured results.")
    {
        Add(_model);
        Group("output", _digest);
        Example("myelin inspect iris.safetensors --digest", "equal weights have equal digests, on every machine");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetValue(_model)!;
        FileCheck.Readable(path);
        if (line.GetValue(_digest))
        {
            using Model<float> weights = Myelin.Model.Load(path);
            Console.WriteLine(WeightDigest.Of(weights.Parameters));
            return ExitCode.Success;
        }
        using TabularModel model = TabularModel.Load(path);
        screen.Title($"{Path.GetFileName(path)}: {model.Target.Task.ToString().ToLowerInvariant()} of {model.Target.Column}");
        if (model.Target.Classes is { } classes) screen.Fact("classes", string.Join(", ", classes.Names.Take(20)));
        var columns = new Grid("column", "encoding", ">inputs");
        foreach (ColumnEncoder column in model.Encoder.Columns)
            columns.Add(column.Column, column is NumberEncoder n ? FormattableString.Invariant($"{n.Scaling}, missing cells as {n.Median:g6}") : "one input for each known word", $"{column.Outputs.Count}");
        screen.Table(columns);
        foreach (DroppedColumn column in model.Dropped) screen.Fact("dropped", $"{column}");
        screen.Blank();
        screen.Fact("network", $"{model.Model.Network}");
        var blocks = new Grid("block", ">shape", ">numbers");
        foreach (ParameterBlock block in model.Model.Network.Blocks()) blocks.Add(block.Name, $"{block.Rows} × {block.Columns}", $"{block.Count}");
        screen.Table(blocks);
        screen.Fact("digest", WeightDigest.Of(model.Model.Parameters));
        foreach (Score score in model.Scores) screen.Fact(score.Name, score.Value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture));
        return ExitCode.Success;
    }
}
