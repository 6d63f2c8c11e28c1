using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>
/// A tabular model as one safetensors file: a model's file (<see cref="ModelFile"/>) whose metadata <c>table</c> holds, as JSON, the
/// encoders, the target, the schema of the training table, scores, calibration and the losses of the training.
/// </summary>
static class TabularFile
{
    const string Key = "table";

    public static void Save(string path, TabularModel model) =>
        ModelFile.Save(path, model.Members, [new(Key, JsonText.Write(json => Write(json, model)))]);

    public static TabularModel Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return Load(file, path);
    }

    /// <param name="name">of the stream, in messages</param>
    public static TabularModel Load(Stream stream, string name)
    {
        using SafetensorsFile file = SafetensorsFile.Open(stream, name);
        return Load(file, name);
    }

    static TabularModel Load(SafetensorsFile file, string path)
    {
        IReadOnlyList<Model<float>> members = ModelFile.LoadMembers<float>(file);
        try
        {
            if (!file.Metadata.TryGetValue(Key, out string? table))
                throw new InvalidFileException(path, "is the model of a network, not of a table: it does not say which columns it takes");
            return Of(table, path, members);
        }
        catch
        {
            foreach (Model<float> member in members) member.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What a model's file says beside its networks, without what is of its training rows alone: fingerprints, examples, notes, losses.
    /// </summary>
    public static string Text(TabularModel model) => JsonText.Write(json => Write(json, model, ofTraining: false));

    /// <summary>The model of such a text and its networks, which are not disposed of where it is refused.</summary>
    /// <param name="path">the file, in messages</param>
    /// <exception cref="InvalidFileException">The text says something impossible.</exception>
    public static TabularModel Of(string table, string path, IReadOnlyList<Model<float>> members) =>
        Read(StrictJson.Parse(table, path, Key), members);

    static void Write(Utf8JsonWriter json, TabularModel model, bool ofTraining = true)
    {
        json.WriteStartObject();
        json.WritePropertyName("encoders");
        model.Encoder.Write(json);
        json.WritePropertyName("target");
        model.Target.Write(json);
        json.WritePropertyName("schema");
        (ofTraining ? model.Schema : model.Schema.WithoutExamples()).Write(json);
        json.WriteStrings("missing", model.Format.Missing);
        json.WriteString("decimal_sign", model.Format.DecimalSign.ToString());
        NotationFile.Write(json, model.Format);
        json.WriteStartObject("dropped");
        foreach (DroppedColumn column in model.Dropped) json.WriteString(column.Name, column.Reason);
        json.WriteEndObject();
        // they quote cells, as examples do
        json.WriteStrings("notes", ofTraining ? model.Notes : []);
        json.WriteStartObject("scores");
        foreach (Score score in model.Scores) json.WriteNumber(score.Name, score.Value);
        json.WriteEndObject();
        if (model.Calibration != ModelCalibration.None)
        {
            json.WritePropertyName("calibration");
            model.Calibration.Write(json);
        }
        if (model.Baseline is { } baseline)
        {
            json.WritePropertyName("baseline");
            baseline.Write(json);
        }
        if (ofTraining && model.Fingerprints is { } fingerprints)
        {
            json.WritePropertyName("fingerprints");
            fingerprints.Write(json);
        }
        if (model.Histograms.Count > 0)
        {
            json.WriteStartArray("histograms");
            foreach (ColumnHistogram histogram in model.Histograms) histogram.Write(json);
            json.WriteEndArray();
        }
        if (model.Recipe is { } recipe)
        {
            json.WritePropertyName("recipe");
            RecipeKeys.Write(json, recipe);
        }
        if (model.Plan is { } plan)
        {
            json.WritePropertyName("plan");
            PlanFile.Write(json, plan);
        }
        if (model.Weights.Any(weight => weight != 1)) WriteNumbers("weights", model.Weights);
        if (model.Bounds is { } bounds) WriteNumbers("bounds", [bounds.Low, bounds.High]);
        json.WriteStartArray("learning");
        foreach (LearningHistory history in ofTraining ? model.Learning : []) history.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();

        void WriteNumbers(string name, IEnumerable<double> numbers)
        {
            json.WriteStartArray(name);
            foreach (double number in numbers) json.WriteNumberValue(number);
            json.WriteEndArray();
        }
    }

    static TabularModel Read(StrictJson json, IReadOnlyList<Model<float>> members)
    {
        json.OnlyKeys("encoders", "target", "schema", "missing", "decimal_sign", "thousands", "keep_words", "notations", "dropped", "notes",
            "scores", "calibration", "learning", "recipe", "plan",
            "weights", "bounds", "baseline", "fingerprints", "histograms");
        Model<float> model = members[0];
        var (encoder, target) = (TableEncoder.Read(json["encoders"]), Target.Read(json["target"]));
        if (encoder.Width != model.Network.Inputs)
            throw json["encoders"].Invalid($"give {encoder.Width} numbers, but the network {model.Network} takes {model.Network.Inputs}");
        if (target.Classes is { } classes && classes.Count != model.Network.Outputs)
            throw json["target"].Invalid(
                $"has {classes.Count} classes, but the network {model.Network} has {model.Network.Outputs} outputs");
        string sign = json["decimal_sign"].Text();
        if (sign is not ("." or ",")) throw json["decimal_sign"].Invalid("must be . or ,");
        TableOptions format = NotationFile.Read(json, new() { Missing = json["missing"].Texts(), DecimalSign = sign[0] });
        var loaded = new TabularModel(members, encoder, target, Schema.Read(json["schema"]), format)
        {
            Dropped = [.. json["dropped"].Properties().Select(column => new DroppedColumn(column.Key, column.Value.Text()))],
            Notes = json["notes"].Texts(),
            Recipe = json.Find("recipe") is { } recipe ? RecipeKeys.Read(recipe) : null,
            Plan = json.Find("plan") is { } plan ? PlanFile.Read(plan) : null,
            Baseline = json.Find("baseline") is { } baseline ? Baseline.Read(baseline, target) : null,
            Fingerprints = json.Find("fingerprints") is { } fingerprints ? Fingerprints.Read(fingerprints) : null,
            Histograms = json.Find("histograms") is { } histograms ? [.. histograms.Items().Select(ColumnHistogram.Read)] : [],
            Bounds = json.Find("bounds") is { } bounds ? ReadBounds(bounds) : null,
        };
        if (json.Find("weights") is { } weights) loaded.Weights = ReadWeights(weights, members.Count);
        loaded.Record(json["scores"].Properties().Select(score => new Score(score.Key, score.Value.Number())));
        if (json.Find("learning") is { } learning) loaded.Learning = [.. learning.Items().Select(LearningHistory.Read)];
        if (json.Find("calibration") is { } calibration) loaded.Restore(ModelCalibration.Read(calibration));
        if (loaded.Calibration.Threshold is not null && target.Classes?.Count != 2)
            throw json["calibration"].Invalid("has a threshold, which is for two classes");
        return loaded;
    }

    static double[] ReadWeights(StrictJson json, int members)
    {
        double[] weights = [.. json.Items().Select(item => item.Number())];
        return weights.Length == members && weights.All(weight => weight > 0) ? weights
            : throw json.Invalid($"must be a number above 0 for each of {members} networks");
    }

    static (double, double) ReadBounds(StrictJson json)
    {
        double[] bounds = [.. json.Items().Select(item => item.Number())];
        return bounds.Length == 2 && bounds[0] <= bounds[1] ? (bounds[0], bounds[1])
            : throw json.Invalid("must be two numbers, the smaller first");
    }
}
