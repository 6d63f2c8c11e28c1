using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Predicting;
using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin predict: a prediction for each row of a file, as CSV.</summary>
sealed class PredictCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model that myelin train saved." };
    readonly DataArgument _data = new(DataArgument.Files);
    readonly DataOptions _reading = new();
    readonly Option<double?> _interval = Given.Number("--interval", "SHARE",
        "Beside each number the interval that holds the truth in this share of cases, such as 0.9.",
        share => share is > 0 and < 1, "between 0 and 1");
    readonly Option<string?> _output = Given.Text("--output", "FILE", "Write to a file rather than to standard output.", "-o");
    readonly Option<bool> _json = Given.Flag("--json", "Write JSON rather than CSV, with the probability of every class.");
    readonly Option<string[]> _keep = Given.Many("--keep", "COLUMN",
        "Carry a column of DATA through to the output, text unchanged, such as an identifier. Repeatable.");
    readonly Option<bool> _flags = Given.Flag("--flags", "Add a column that lists what is unlike the training rows: " +
        "unseen categories, values outside the training range, clamped predictions.");
    readonly Option<bool> _strict = Given.Flag("--strict", "Refuse rows with an unseen category, a value outside the training range, " +
        "or a missing value where training had none, and write nothing. Default: they are counted on standard error.");
    readonly Option<bool> _free = Given.Flag("--no-clamp", "Do not limit predicted numbers to the range of the training targets.");
    readonly Option<bool> _guard = Given.Flag("--guard-formulas",
        "For spreadsheets: write an apostrophe before text that begins with =, +, - or @. Numbers stay as they are.");

    public PredictCommand() : base("predict", "Predict the target of each row of a file.")
    {
        Add(_model);
        Add(_data.File);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("predictions", _interval, _free, _strict);
        Group("output", _keep, _flags, _output, OutputFile.Force, _json, _guard);
        Example("myelin predict iris.safetensors new.csv --output predicted.csv",
            "a line for each row of new.csv: the species, and how probable each is");
        Example("myelin predict houses.safetensors new.csv --interval 0.9", "each price, and from where to where 9 of 10 prices are");
        Example("myelin predict houses.safetensors new.csv --keep id --flags",
            "each row's id, its price, and what of the row is unlike the training rows");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        if (line.GetValue(_json) && line.GetValue(_guard))
            throw CommandException.WrongUse(
                "--guard-formulas is for CSV, which spreadsheets open, but --json was given. Leave one of them out.");
        string path = line.GetRequiredValue(_model);
        FileCheck.Model(path);
        DataSource data = _data.Of(line);
        using TabularModel model = TabularModel.Load(path);
        double? interval = line.GetValue(_interval);
        if (interval is { } share) CheckInterval(path, model, share);
        string[] keep = [.. (line.GetValue(_keep) ?? []).Distinct()];
        var fields = new PredictionFields(model, interval, keep, line.GetValue(_flags));
        var csv = new PredictionCsv(fields, line.GetValue(_guard));
        IPredictionWriter writer = line.GetValue(_json) ? new PredictionJson(fields) : csv;
        OutputFile? output = OutputFile.IfGiven(line, _output,
            line.GetValue(_json) ? OutputKind.PredictionsJson : OutputKind.Predictions(csv.Header));
        IEnumerable<Table> tables = data.Blocks(model.Reading(_reading.Read(line)) with { AllowEmpty = true, Keep = keep }, RowsOf(model));
        var options = new PredictionOptions { Clamp = !line.GetValue(_free), Strict = line.GetValue(_strict) };
        var unknown = new UnknownCounts(model);
        if (output is not null) output.Write(Write);
        else
        {
            using Stream screenful = StandardStream.OfOutput();
            Write(screenful);
        }
        Warnings.Write(unknown.Sentences(intervals: interval is not null), Remedies.Of(line));
        if (output is { IsStandardOutput: false }) screen.Line($"Wrote {Reports.Count(unknown.Rows)} predictions to {output.Path}.");
        return ExitCode.Success;

        void Write(Stream stream)
        {
            // a file takes its name when it is whole
            if (options.Strict && output is not { CanBeReplaced: true }) WriteAtTheEnd(stream, whole => writer.Write(whole, Predictions()));
            else writer.Write(stream, Predictions());
        }

        // some rows at a time, so that a file need not fit into memory
        IEnumerable<(Table, IReadOnlyList<Prediction>)> Predictions()
        {
            foreach (Table table in tables)
            {
                IReadOnlyList<Prediction> predictions = model.Predict(table, options);
                unknown.Add(predictions);
                yield return (table, predictions);
            }
        }
    }

    // of very many classes fewer rows at a time: their probabilities stand in memory
    static int RowsOf(TabularModel model) =>
        model.Target.Classes is { Count: > 64 and var classes } ? Math.Max(16, (1 << 22) / classes) : 0;

    /// <summary>Writes nothing before all rows are known to be fit.</summary>
    static void WriteAtTheEnd(Stream stream, Action<Stream> write)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var creation = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 1 << 16,
            Options = FileOptions.DeleteOnClose,
        };
        // predictions may be nobody else's business
        if (!OperatingSystem.IsWindows()) creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var whole = new FileStream(path, creation);
        write(whole);
        whole.Position = 0;
        whole.CopyTo(stream);
    }

    static void CheckInterval(string path, TabularModel model, double share)
    {
        if (model.Target.Classes is not null)
            throw CommandException.WrongUse(
                $"--interval is for numbers, but {path} predicts classes, whose probabilities say how sure each is.");
        if (model.Calibration.Intervals is not { } intervals)
            throw CommandException.BadInput($"{path}: knows no intervals, as no rows were held out when it was trained. " +
                "Leave --interval out, or train the model anew with rows held out.");
        if (SplitConformal.Rank(intervals.Rows, share) > intervals.Rows)
            throw CommandException.BadInput(string.Create(CultureInfo.InvariantCulture,
                $"{path}: knows intervals up to {Math.Floor(1000 * intervals.MostCoverage) / 1000}, from {intervals.Rows} rows, " +
                $"but --interval {share} was given. Give a smaller share."));
    }
}
