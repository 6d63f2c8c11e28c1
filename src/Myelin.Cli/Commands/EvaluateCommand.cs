using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Training;
using Myelin.Explain;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin evaluate: every metric of a model on rows whose target is known.</summary>
sealed class EvaluateCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model that myelin train saved." };
    readonly DataArgument _data = new($"{DataArgument.Files} It has the target's column too.");
    readonly DataOptions _reading = new();
    readonly StreamChoice _streaming = new();
    readonly FoldChoice _folds = new();
    readonly Option<ulong?> _seed =
        Given.Seed("--seed", "Of the cross-validation: which rows are in which fold, and the first weights. Default: 1.");
    readonly Option<string?> _plot = Given.Text("--plot", "FILE",
        "Save a plot of the confusion matrix, or of predicted against actual (.svg or .png).");
    readonly Option<bool> _json = Given.Flag("--json", "Write the metrics as JSON.");

    public EvaluateCommand() : base("evaluate", "Say how good a model is on rows whose target is known.")
    {
        Add(_model);
        Add(_data.File);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("rows", _reading.DropMissingTarget, _reading.Weight);
        Group("larger than memory", _streaming.Stream, _streaming.Cache);
        Group("training anew", _folds.Count, _folds.Group, _folds.Time, _seed);
        Group("output", _plot, OutputFile.Force, _json);
        Example("myelin evaluate iris.safetensors later.csv", "accuracy and other metrics beside a baseline, and the confusion matrix");
        Example("myelin evaluate iris.safetensors iris.csv --cv 10",
            "how good ten networks like this one are, each on rows that it has not seen");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_model);
        FileCheck.Model(path);
        DataSource data = _data.Of(line);
        PlotFile? plot = PlotFile.IfGiven(line, _plot);
        using TabularModel model = TabularModel.Load(path);
        if (line.GetValue(_folds.Count) is { } count) return CrossValidate(line, screen, model, data, count);
        if (_folds.Columns(line).Length > 0)
            throw CommandException.WrongUse("--group and --time say how a cross-validation deals rows: give --cv K too.");
        Findings findings = Findings.Find(model, Read(line, line.GetValue(_json) ? new PlainScreen(TextWriter.Null) : screen, model, data),
            Path.GetFileName(data.Name), line.GetValue(_reading.Weight), StopSignal.Token);
        Warnings.Write(findings.Unknown.Sentences(), Remedies.Of(line));
        plot?.Write([findings.Confusion is not null ? ConfusionPlot.Draw(findings) : ActualPlot.Draw(findings, model.Target.Column)]);
        if (line.GetValue(_json))
        {
            JsonOutput.Write(json => json.WriteFindings("evaluation", findings));
            return ExitCode.Success;
        }
        screen.Line(new Piece(path, Ink.Strong), " on ", new Piece(data.Name, Ink.Strong));
        Reports.Target(screen, model.Target);
        screen.Blank();
        ScoreReport.Show(screen, findings);
        Reports.Confusion(screen, findings);
        if (plot is not null) screen.Line("Saved plot ", new Piece(plot.Path, Ink.Strong), ".");
        return ExitCode.Success;
    }

    /// <summary>All rows, or of a file that is streamed so many, drawn by lot.</summary>
    Table Read(ParseResult line, Screen screen, TabularModel model, DataSource data)
    {
        const int MostRows = 1_000_000;
        TableOptions reading = _reading.Weighted(line, model.Target.Column, model.Reading(_reading.Read(line), withTarget: true));
        if (!_streaming.Wants(line, screen, data)) return _reading.WithTarget(line, screen, data.Read(reading), model.Target.Column);
        using TableStream stream = _streaming.Read(line, screen, data, reading, StopSignal.Token, MostRows);
        StreamedRows rows = stream.Draw(model.Target.Column, dropMissing: line.GetValue(_reading.DropMissingTarget));
        _reading.SayDropped(screen, rows.Dropped, stream.Rows, model.Target.Column);
        if (!rows.IsWhole) screen.Fact("judged on", $"{Reports.Count(rows.Sample.Rows)} of {Reports.Count(rows.Rows)} rows, drawn by lot");
        return rows.Sample;
    }

    // the model says what to train: its columns, layers and classes
    int CrossValidate(ParseResult line, Screen screen, TabularModel model, DataSource data, int count)
    {
        ulong seed = line.GetValue(_seed) ?? 1;
        FoldOptions folds = _folds.Read(line, count, seed);
        TableOptions reading = _reading.Weighted(line, model.Target.Column, model.Reading(_reading.Read(line), withTarget: true));
        if (line.GetValue(_json)) screen = new PlainScreen(TextWriter.Null);
        Table table = data.Read(reading with { Only = [.. reading.Only!.Union(_folds.Columns(line))] });
        table = _reading.WithTarget(line, screen, table, model.Target.Column);
        Target target = Target.Of(table, model.Target.Column, model.Target.Task);
        IReadOnlyList<Fold> dealing = FoldChoice.Deal(table, target, folds, tested: false);
        screen.Line($"{Reports.Count(table.Rows)} rows of ", new Piece(data.Name, Ink.Strong), $", {count} networks like that of ",
            new Piece(line.GetRequiredValue(_model), Ink.Strong), ", each trained anew");
        Reports.Target(screen, target);
        // what keeps groups apart is not learned from, as when a model is trained
        string[] dealt = [.. _folds.Columns(line).Except(model.Inputs).Union(folds.Group is { } group ? [group] : [])];
        try
        {
            CrossValidation found = Validated.Run(screen, table, target, dealing,
                Alike(model) with
                {
                    Task = model.Target.Task,
                    Seed = seed,
                    Ignore = dealt,
                    GroupBy = folds.Group,
                    TimeBy = folds.Time,
                    Balanced = model.Calibration.Balanced,
                    Weight = line.GetValue(_reading.Weight),
                }, null, StopSignal.Token);
            if (line.GetValue(_json)) JsonOutput.Write(json => Validated.Write(json, found));
            screen.Blank();
            Validated.Show(screen, found);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            throw new CommandException(ExitCode.Interrupted, "Stopped before all folds were done.");
        }
    }

    // one network for each fold, built as the model's were
    static TabularOptions Alike(TabularModel model) => model.Recipe is { } recipe
        ? new() { Recipe = recipe, Quality = Quality.Fast }
        : new() { Hidden = [.. model.Model.Network.Layers.SkipLast(1)] };
}
