using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin evaluate: every metric of a model on rows whose target is known.</summary>
sealed class EvaluateCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model that myelin train saved." };
    readonly Argument<string> _data = new("DATA") { Description = $"{DataFile.Description} It has the target's column too." };
    readonly DataOptions _reading = new();
    readonly Option<string?> _plot = Given.Text("--plot", "FILE", "Draw what was taken for what, or predicted against actual (.svg or .png).");
    readonly Option<bool> _json = Given.Flag("--json", "Write the metrics as JSON.");

    public EvaluateCommand() : base("evaluate", "Say how good a model is on rows whose target is known.")
    {
        Add(_model);
        Add(_data);
        Group("reading the file", _reading.Delimiter, _reading.Decimal, _reading.MissingWords, _reading.NoHeader, _reading.Encoding);
        Group("output", _plot, _json);
        Example("myelin evaluate iris.safetensors later.csv", "accuracy and other metrics, and what was taken for what");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_model), data = line.GetRequiredValue(_data);
        FileCheck.Readable(path);
        DataFile.Check(data);
        string? plot = line.GetValue(_plot);
        if (plot is not null) PlotFile.Check(plot);
        using TabularModel model = TabularModel.Load(path);
        Findings findings = Findings.Find(model, DataFile.Read(data, model.Reading(_reading.Read(line), withTarget: true)), Path.GetFileName(data));
        if (plot is not null) PlotFile.Write(plot, [findings.Confusion is not null ? ConfusionPlot.Draw(findings) : ActualPlot.Draw(findings, model.Target.Column)]);
        if (line.GetValue(_json))
        {
            JsonOutput.Write(json => json.WriteFindings("evaluation", findings));
            return ExitCode.Success;
        }
        screen.Line(new Piece(path, Ink.Strong), " on ", new Piece(data, Ink.Strong));
        Reports.Target(screen, model.Target);
        screen.Blank();
        Reports.Scores(screen, (findings.Of, findings.Rows, [.. findings.Evaluation.Scores()]));
        Reports.Confusion(screen, findings);
        if (plot is not null) screen.Line("Drew ", new Piece(plot, Ink.Strong), ".");
        return ExitCode.Success;
    }
}
