using System.CommandLine;
using System.Globalization;
using System.Text;
using Myelin.Cli.Output;
using Myelin.Cli.Training;
using Myelin.Files;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin predict: a prediction for each row of a file, as CSV.</summary>
sealed class PredictCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model that myelin train saved." };
    readonly Argument<string> _data = new("DATA") { Description = DataFile.Description };
    readonly DataOptions _reading = new();
    readonly Option<string?> _output = Given.Text("--output", "FILE", "Write to a file rather than to standard output.", "-o");
    readonly Option<bool> _json = Given.Flag("--json", "Write JSON rather than CSV, with the probability of every class.");

    public PredictCommand() : base("predict", "Predict the target of each row of a file.")
    {
        Add(_model);
        Add(_data);
        Group("reading the file", _reading.Delimiter, _reading.Decimal, _reading.MissingWords, _reading.NoHeader, _reading.Encoding);
        Group("output", _output, _json);
        Example("myelin predict iris.safetensors new.csv --output predicted.csv", "a line for each row of new.csv: the species, and how probable each is");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        string path = line.GetRequiredValue(_model), data = line.GetRequiredValue(_data);
        FileCheck.Readable(path);
        DataFile.Check(data);
        string? output = line.GetValue(_output);
        if (output is not null) FileCheck.Writable(output);
        using TabularModel model = TabularModel.Load(path);
        IReadOnlyList<Prediction> predictions = model.Predict(DataFile.Read(data, model.Reading(_reading.Read(line))));
        if (output is null) Write(Console.Out);
        else AtomicFile.Write(output, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
            Write(writer);
        });
        if (output is not null) screen.Line($"Wrote {Reports.Count(predictions.Count)} predictions to {output}.");
        return ExitCode.Success;

        void Write(TextWriter writer)
        {
            if (line.GetValue(_json)) writer.WriteLine(Json(model, predictions));
            else WriteCsv(writer, model, predictions);
        }
    }

    static void WriteCsv(TextWriter writer, TabularModel model, IReadOnlyList<Prediction> predictions)
    {
        IEnumerable<string> classes = model.Target.Classes?.Names ?? Enumerable.Empty<string>();
        writer.Write(string.Join(',', classes.Select(name => $"p({name})").Prepend(model.Target.Column).Select(Cell)) + "\n");
        foreach (Prediction prediction in predictions)
        {
            string value = prediction.Class ?? Answer(model, prediction.Value);
            writer.Write(string.Join(',', prediction.Probabilities.Select(p => p.ToString("0.######", CultureInfo.InvariantCulture)).Prepend(Cell(value))) + "\n");
        }
    }

    // a date is learned in days since 1970
    static string Answer(TabularModel model, double value) => model.Target.Type == ColumnType.Date
        ? DateTime.UnixEpoch.AddDays(value).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        : ((float)value).ToString("R", CultureInfo.InvariantCulture);

    static string Json(TabularModel model, IReadOnlyList<Prediction> predictions) => JsonOutput.Text(json =>
    {
        json.WriteString("target", model.Target.Column);
        json.WriteStartArray("predictions");
        foreach (Prediction prediction in predictions)
        {
            json.WriteStartObject();
            if (prediction.Class is null) json.WriteFinite("value", prediction.Value);
            else
            {
                json.WriteString("class", prediction.Class);
                json.WriteStartObject("probabilities");
                for (int k = 0; k < prediction.Probabilities.Count; k++) json.WriteFinite(model.Target.Classes![k], prediction.Probabilities[k]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
