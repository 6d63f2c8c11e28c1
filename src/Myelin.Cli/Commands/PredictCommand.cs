using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Cli.Output;
using Myelin.Files;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin predict: a line for each row of a table.</summary>
sealed class PredictCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model file that train wrote." };
    readonly Argument<string> _data = new("DATA") { Description = "A CSV file with the model's columns; others are not looked at." };
    readonly TableOptionsGiven _table = new();
    readonly Option<string?> _output = Given.Text("--output", "FILE", "Write the predictions to a CSV file rather than to the screen.", "-o");
    readonly Option<bool> _json = Given.Flag("--json", "Write a JSON array.");

    public PredictCommand() : base("predict", "Predict the target of every row.")
    {
        Add(_model);
        Add(_data);
        Group("data", _table.Missing, _table.Delimiter);
        Group("output", _output, _json);
        Example("myelin predict housing.safetensors new.csv --output prices.csv", "a row of predictions for each row");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        FileCheck.Readable(line.GetValue(_model)!);
        FileCheck.Readable(line.GetValue(_data)!);
        if (line.GetValue(_output) is { } output) FileCheck.Writable(output);
        using TabularModel model = TabularModel.Load(line.GetValue(_model)!);
        Table table = Table.Read(line.GetValue(_data)!, model.Reading(_table.Read(line)));
        string text = line.GetValue(_json) ? Json(model, model.Predict(table)) : Csv(model, model.Predict(table));
        if (line.GetValue(_output) is { } path)
        {
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            screen.Fact("saved", new Piece(path, Ink.Good), $", {table.Rows} predictions of {model.Target.Column}");
        }
        else Console.Out.Write(text);
        return ExitCode.Success;
    }

    static string Csv(TabularModel model, IReadOnlyList<Prediction> predictions)
    {
        var text = new StringBuilder(Quoted(model.Target.Column));
        foreach (string name in model.Target.Classes?.Names ?? []) text.Append(',').Append(Quoted($"p({name})"));
        text.Append('\n');
        foreach (Prediction prediction in predictions)
        {
            text.Append(prediction.Class is { } name ? Quoted(name) : prediction.Value.ToString("R", CultureInfo.InvariantCulture));
            foreach (float p in prediction.Probabilities) text.Append(CultureInfo.InvariantCulture, $",{p:0.######}");
            text.Append('\n');
        }
        return text.ToString();
    }

    static string Json(TabularModel model, IReadOnlyList<Prediction> predictions)
    {
        var rows = new JsonArray();
        foreach (Prediction prediction in predictions)
        {
            if (prediction.Class is null)
            {
                rows.Add(prediction.Value);
                continue;
            }
            var probabilities = new JsonObject();
            for (int k = 0; k < model.Target.Classes!.Count; k++) probabilities[model.Target.Classes[k]] = prediction.Probabilities[k];
            rows.Add(new JsonObject { ["class"] = prediction.Class, ["probabilities"] = probabilities });
        }
        return rows.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
    }

    static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
