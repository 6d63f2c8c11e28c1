using System.CommandLine;
using System.Text.Json;
using Myelin.Cli.Output;
using Myelin.Tabular;

namespace Myelin.Cli.Commands;

/// <summary>myelin evaluate: how right a model is about rows whose target is known.</summary>
sealed class EvaluateCommand : Verb
{
    readonly Argument<string> _model = new("MODEL") { Description = "A model file that train wrote." };
    readonly Argument<string> _data = new("DATA") { Description = "A CSV file with the model's columns and its target." };
    readonly TableOptionsGiven _table = new();
    readonly Option<bool> _json = Given.Flag("--json", "Write the metrics as JSON.");

    public EvaluateCommand() : base("evaluate", "Compare a model's predictions with the targets of a table.")
    {
        Add(_model);
        Add(_data);
        Group("data", _table.Missing, _table.Delimiter);
        Group("output", _json);
        Example("myelin evaluate iris.safetensors iris.csv", "every metric, and the confusion matrix");
    }

    protected override int Run(ParseResult line, Screen screen)
    {
        FileCheck.Readable(line.GetValue(_model)!);
        FileCheck.Readable(line.GetValue(_data)!);
        using TabularModel model = TabularModel.Load(line.GetValue(_model)!);
        Table table = Table.Read(line.GetValue(_data)!, model.Reading(_table.Read(line), withTarget: true));
        Evaluation result = model.Evaluate(table);
        if (line.GetValue(_json)) Console.WriteLine(ResultJson.Of(result).ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        else
        {
            screen.Title($"{model.Target.Column} of {table.Name}, {table.Rows} rows");
            foreach (string text in result.ToString().Split('\n')) screen.Line(text.TrimEnd());
        }
        return ExitCode.Success;
    }
}
