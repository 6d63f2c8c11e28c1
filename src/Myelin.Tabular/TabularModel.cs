using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Files;
using Myelin.Layers;
using Myelin.Losses;
using Myelin.Metrics;

namespace Myelin.Tabular;

/// <summary>A table in, predictions out: a network with everything that turns rows into its inputs and its outputs into answers.</summary>
/// <remarks>Predictions may be made on many threads at once.</remarks>
public sealed class TabularModel
{
    // a regression's network learns (y − mean) / deviation
    readonly double _mean, _deviation;

    TabularModel(Model<float> model, TableEncoder encoder, Target target, double mean, double deviation, string measured) =>
        (Model, Encoder, Target, _mean, _deviation, Measured) = (model, encoder, target, mean, deviation, measured);

    public Model<float> Model { get; }

    public TableEncoder Encoder { get; }

    public Target Target { get; }

    /// <summary>How good the model was on rows that it had not been trained on, as JSON; {} where nothing was measured.</summary>
    public string Measured { get; set; }

    /// <summary>What the training did; null for a model that was loaded.</summary>
    public TrainingHistory? History { get; private init; }

    /// <summary>Rows of the table that were trained on and that chose the best epoch.</summary>
    public (int Training, int Validation) Rows { get; private init; }

    /// <summary>Trains a network to predict a column from the others.</summary>
    /// <exception cref="TableException">The table cannot be learned from.</exception>
    /// <exception cref="TrainingDivergedException">The loss stopped being finite.</exception>
    public static TabularModel Train(
        Table table, string target, TabularOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using TabularTraining training = new(table, target, options ?? new());
        return training.Run(progress, cancellation);
    }

    internal static TabularModel Trained(TabularTraining training, TrainingHistory history) =>
        new(training.Model, training.Encoder, training.Target, training.Mean, training.Deviation, "{}")
        {
            History = history,
            Rows = (training.TrainingRows, training.ValidationRows),
        };

    /// <summary>One prediction for each row; columns that the model does not know are not looked at.</summary>
    public IReadOnlyList<Prediction> Predict(Table table)
    {
        float[] outputs = Outputs(table);
        int width = Model.Network.Outputs;
        return [.. Enumerable.Range(0, table.Rows).Select(row => Interpret(outputs.AsSpan(row * width, width)))];
    }

    /// <summary>Every metric of the predictions for rows whose target is known.</summary>
    public Evaluation Evaluate(Table table)
    {
        float[] outputs = Outputs(table);
        if (Target.Task == TabularTask.Regression)
            return new(null, new RegressionReport(Target.Numbers(table), Array.ConvertAll(outputs, output => output * _deviation + _mean)));
        return new(new ClassificationReport(Target.Labels(table), Array.ConvertAll(outputs, output => (double)output), Target.Classes), null);
    }

    /// <summary>Options with which a table for this model is read: its columns and their types, and the target too if it is wanted.</summary>
    public TableOptions Reading(TableOptions? options = null, bool withTarget = false)
    {
        var types = new Dictionary<string, ColumnType>(options?.Columns ?? new Dictionary<string, ColumnType>());
        foreach (ColumnEncoder column in Encoder.Columns)
            types.TryAdd(column.Column, column is NumberEncoder { IsDate: true } ? ColumnType.Date : column is NumberEncoder ? ColumnType.Number : ColumnType.Category);
        if (withTarget) types.TryAdd(Target.Column, Target.Task == TabularTask.Regression ? ColumnType.Number : ColumnType.Category);
        return (options ?? new()) with { Columns = types, Only = [.. types.Keys] };
    }

    /// <summary>Writes everything to one safetensors file, atomically.</summary>
    public void Save(string path)
    {
        var table = new JsonObject
        {
            ["target"] = Target.Column,
            ["task"] = Target.Task == TabularTask.Regression ? "regression" : "classification",
            ["reason"] = Target.Reason,
            ["classes"] = new JsonArray([.. Target.Classes.Select(name => (JsonNode)name!)]),
            ["mean"] = _mean,
            ["deviation"] = _deviation,
        };
        ModelFile.Save(path, Model, [new("table", table.ToJsonString()), new("encoder", Encoder.ToJson()), new("metrics", Measured)]);
    }

    /// <exception cref="InvalidFileException">The file is damaged or is no tabular model.</exception>
    public static TabularModel Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Model<float> model = ModelFile.Load<float>(file);
        if (!file.Metadata.TryGetValue("table", out string? text) || !file.Metadata.TryGetValue("encoder", out string? encoder))
            throw new InvalidFileException(path, "is a Myelin model, but not of a table: it does not say which columns it takes");
        try
        {
            JsonNode table = JsonNode.Parse(text)!;
            bool regression = (string)table["task"]! == "regression";
            var target = new Target((string)table["target"]!, regression ? TabularTask.Regression : TabularTask.Classification, (string)table["reason"]!,
                (string[])[.. table["classes"]!.AsArray().Select(name => (string)name!)]);
            var loaded = new TabularModel(model, TableEncoder.FromJson(encoder), target, (double)table["mean"]!, (double)table["deviation"]!, file.Metadata.GetValueOrDefault("metrics", "{}"));
            if (loaded.Encoder.Outputs.Count != model.Network.Inputs || model.Network.Outputs != (regression ? 1 : target.Classes.Count))
                throw new InvalidFileException(path, $"its columns give {loaded.Encoder.Outputs.Count} inputs and its target {(regression ? 1 : target.Classes.Count)} outputs, but the network is {model.Network}");
            return loaded;
        }
        catch (Exception e) when (e is JsonException or NullReferenceException or InvalidOperationException or ArgumentException or FormatException and not InvalidFileException)
        {
            throw new InvalidFileException(path, $"what it says of its table cannot be read: {e.Message}", e);
        }
    }

    float[] Outputs(Table table)
    {
        float[] inputs = Encoder.Apply(table), outputs = new float[table.Rows * Model.Network.Outputs];
        if (table.Rows > 0) Model.Predict(inputs, outputs);
        return outputs;
    }

    Prediction Interpret(ReadOnlySpan<float> output)
    {
        if (Target.Task == TabularTask.Regression) return new(null, [], output[0] * _deviation + _mean);
        int best = 0;
        for (int k = 1; k < output.Length; k++)
            if (output[k] > output[best]) best = k;
        return new(Target.Classes[best], output.ToArray(), output[best]);
    }
}
