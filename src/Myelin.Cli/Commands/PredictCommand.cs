using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Myelin.Calibration;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Files;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin predict: a prediction for each row of a file, as CSV.</summary>
sealed class PredictCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model that myelin train saved." };
    readonly DataArgument _data = new(DataArgument.Files);
    readonly DataOptions _reading = new();
    readonly Option<double?> _interval = Given.Number("--interval", "SHARE", "Beside each number the interval that holds the truth in this share of cases, such as 0.9.",
        share => share is > 0 and < 1, "between 0 and 1");
    readonly Option<string?> _output = Given.Text("--output", "FILE", "Write to a file rather than to standard output.", "-o");
    readonly Option<bool> _json = Given.Flag("--json", "Write JSON rather than CSV, with the probability of every class.");

    public PredictCommand() : base("predict", "Predict the target of each row of a file.")
    {
        Add(_model);
        Add(_data.File);
        Group("rows of a query", _data.Sql, _data.Connection, _data.Timeout, _data.FilesWithin);
        Group("reading the file", _reading.OfFile);
        Group("output", _interval, _output, OutputFile.Force, _json);
        Example("myelin predict iris.safetensors new.csv --output predicted.csv", "a line for each row of new.csv: the species, and how probable each is");
        Example("myelin predict houses.safetensors new.csv --interval 0.9", "each price, and from where to where 9 of 10 prices are");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_model);
        FileCheck.Readable(path);
        DataSource data = _data.Of(line);
        using TabularModel model = TabularModel.Load(path);
        double? interval = line.GetValue(_interval);
        if (interval is { } share) CheckInterval(path, model, share);
        OutputFile? output = OutputFile.IfGiven(line, _output, line.GetValue(_json) ? OutputKind.PredictionsJson : OutputKind.Predictions(Header(model, interval)));
        IEnumerable<Table> tables = data.Blocks(model.Reading(_reading.Read(line)) with { AllowEmpty = true }, RowsOf(model));
        long count = 0;
        if (output is null)
        {
            using Stream screenful = Console.OpenStandardOutput();
            Write(screenful);
        }
        else output.Write(Write);
        if (output is { IsStandardOutput: false }) screen.Line($"Wrote {Reports.Count(count)} predictions to {output.Path}.");
        return ExitCode.Success;

        void Write(Stream stream)
        {
            if (line.GetValue(_json)) WriteJson(stream, model, Predictions(), interval);
            else WriteCsv(stream, model, Predictions(), interval);
        }

        // some rows at a time, so that a file need not fit into memory
        IEnumerable<IReadOnlyList<Prediction>> Predictions()
        {
            foreach (Table table in tables)
            {
                count += table.Rows;
                yield return model.Predict(table);
            }
        }
    }

    // of very many classes fewer rows at a time: their probabilities stand in memory
    static int RowsOf(TabularModel model) => model.Target.Classes is { Count: > 64 and var classes } ? Math.Max(16, (1 << 22) / classes) : 0;

    static void CheckInterval(string path, TabularModel model, double share)
    {
        if (model.Target.Classes is not null)
            throw CommandException.WrongUse($"--interval is for numbers, but {path} predicts classes, whose probabilities say how sure each is.");
        if (model.Calibration.Intervals is not { } intervals)
            throw CommandException.BadInput($"{path}: knows no intervals, as no rows were held out when it was trained. Train it with --cv 5, or with --validation 0.15.");
        if (SplitConformal.Rank(intervals.Rows, share) > intervals.Rows)
            throw CommandException.BadInput(FormattableString.Invariant(
                $"{path}: knows intervals up to {Math.Floor(1000 * intervals.MostCoverage) / 1000}, from {intervals.Rows} rows, but --interval {share} was given. Train it with more rows, or with --cv 5."));
    }

    static void WriteCsv(Stream stream, TabularModel model, IEnumerable<IReadOnlyList<Prediction>> predictions, double? interval)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        string header = Header(model, interval) + "\n";
        foreach (IReadOnlyList<Prediction> some in predictions)
        {
            // nothing is written before the first rows could be read
            writer.Write(header);
            header = "";
            foreach (Prediction prediction in some) WriteLine(writer, model, prediction, interval);
        }
    }

    static string Header(TabularModel model, double? interval)
    {
        IEnumerable<string> classes = model.Target.Classes?.Names ?? Enumerable.Empty<string>();
        if (interval is not null) classes = ["low", "high"];
        else classes = classes.Select(name => $"p({name})");
        return string.Join(',', classes.Prepend(model.Target.Column).Select(Cell));
    }

    static void WriteLine(StreamWriter writer, TabularModel model, Prediction prediction, double? interval)
    {
        string value = prediction.Class ?? Answer(model, prediction.Value);
        if (interval is { } share)
        {
            Interval between = model.Calibration.Intervals!.Of(prediction.Value, share);
            writer.Write($"{Cell(value)},{Answer(model, between.Low)},{Answer(model, between.High)}\n");
            return;
        }
        writer.Write(string.Join(',', prediction.Probabilities.Select(p => p.ToString("0.######", CultureInfo.InvariantCulture)).Prepend(Cell(value))) + "\n");
    }

    // a date is learned in days since 1970
    static string Answer(TabularModel model, double value) => model.Target.Type == ColumnType.Date
        ? DateTime.UnixEpoch.AddDays(value).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        : ((float)value).ToString("R", CultureInfo.InvariantCulture);

    static void WriteJson(Stream stream, TabularModel model, IEnumerable<IReadOnlyList<Prediction>> predictions, double? interval)
    {
        using IEnumerator<IReadOnlyList<Prediction>> some = predictions.GetEnumerator();
        // nothing is written before the first rows could be read
        bool more = some.MoveNext();
        JsonOutput.WriteTo(stream, json =>
        {
            json.WriteString("target", model.Target.Column);
            json.WriteStartArray("predictions");
            for (; more; more = some.MoveNext())
            {
                WritePredictions(json, model, some.Current, interval);
                json.Flush();
            }
            json.WriteEndArray();
        });
        stream.WriteByte((byte)'\n');
    }

    static void WritePredictions(Utf8JsonWriter json, TabularModel model, IReadOnlyList<Prediction> predictions, double? interval)
    {
        foreach (Prediction prediction in predictions)
        {
            json.WriteStartObject();
            if (prediction.Class is null)
            {
                json.WriteFinite("value", prediction.Value);
                if (interval is { } share)
                {
                    Interval between = model.Calibration.Intervals!.Of(prediction.Value, share);
                    json.WriteFinite("low", between.Low);
                    json.WriteFinite("high", between.High);
                }
            }
            else
            {
                json.WriteString("class", prediction.Class);
                json.WriteStartObject("probabilities");
                for (int k = 0; k < prediction.Probabilities.Count; k++) json.WriteFinite(model.Target.Classes![k], prediction.Probabilities[k]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
    }

    static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
