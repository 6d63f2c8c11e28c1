using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>A plan as JSON in a model's file; and one that was chosen by a measured time as a file beside a training's states.</summary>
static class PlanFile
{
    internal const string Name = "plan.safetensors";

    const string Key = "plan", WantedKey = "wanted";

    /// <summary>The plan that a training began with; null where it begins, or goes on anyway as another.</summary>
    /// <param name="wanted">what is trained where time is not limited</param>
    /// <exception cref="InvalidFileException">Something else was wanted then.</exception>
    public static TrainingPlan? Of(Checkpoints? checkpoints, TrainingPlan wanted)
    {
        if (checkpoints is not ({ Resume: true } or { ResumeAnyway: true }) || !File.Exists(PathIn(checkpoints))) return null;
        // no tensors: the format is there for its digest
        using SafetensorsFile file = SafetensorsFile.Open(PathIn(checkpoints));
        TrainingPlan then = Part(file, WantedKey);
        TrainingPlan chosen = Part(file, Key);
        if (!IsWithin(chosen, then))
            throw new InvalidFileException(file.Path, "holds a plan that no time limit chooses. Name another folder");
        if (then == wanted) return chosen;
        // other epochs keep what each network learns from; other networks are another training
        if (checkpoints.ResumeAnyway) return then with { Epochs = wanted.Epochs } == wanted ? chosen with { Epochs = wanted.Epochs } : null;
        throw new InvalidFileException(file.Path,
            Checkpoints.IsOfAnother($"the plan without a time limit was {then}, and now is {wanted}"));
    }

    public static void Keep(Checkpoints? checkpoints, TrainingPlan wanted, TrainingPlan plan)
    {
        if (checkpoints is null) return;
        if (File.Exists(PathIn(checkpoints)) && !IsPlan(PathIn(checkpoints)))
            throw new InvalidFileException(PathIn(checkpoints), "is not a plan of Myelin, so it is not overwritten. Name another folder");
        Directory.CreateDirectory(checkpoints.Folder);
        Safetensors.Write(PathIn(checkpoints), [], [new("format", "myelin"), new(WantedKey, Text(wanted)), new(Key, Text(plan))]);
    }

    static bool IsPlan(string path)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            return file.Metadata.ContainsKey(WantedKey);
        }
        catch (InvalidFileException)
        {
            return false;
        }
    }

    static bool IsWithin(TrainingPlan chosen, TrainingPlan wanted) =>
        chosen.Folds <= wanted.Folds && chosen.Repeats <= wanted.Repeats && chosen.Kinds <= wanted.Kinds &&
        chosen.Epochs <= wanted.Epochs && chosen.BatchSize == wanted.BatchSize;

    static string Text(TrainingPlan plan) => JsonText.Write(json => Write(json, plan));

    static TrainingPlan Part(SafetensorsFile file, string key) => file.Metadata.TryGetValue(key, out string? text)
        ? Read(StrictJson.Parse(text, file.Path, key))
        : throw new InvalidFileException(file.Path, "holds no plan of a training. Name another folder");

    public static void Write(Utf8JsonWriter json, TrainingPlan plan)
    {
        json.WriteStartObject();
        json.WriteNumber("folds", plan.Folds);
        json.WriteNumber("repeats", plan.Repeats);
        if (plan.Kinds > 1) json.WriteNumber("kinds", plan.Kinds);
        json.WriteNumber("epochs", plan.Epochs);
        json.WriteNumber("batch", plan.BatchSize);
        json.WriteEndObject();
    }

    public static TrainingPlan Read(StrictJson json)
    {
        json.OnlyKeys("folds", "repeats", "kinds", "epochs", "batch");
        return new(json["folds"].Integer(0, int.MaxValue), json["repeats"].Integer(1, int.MaxValue),
            json["epochs"].Integer(1, int.MaxValue), json["batch"].Integer(1, int.MaxValue))
        {
            Kinds = json.Find("kinds")?.Integer(1, 2) ?? 1,
        };
    }

    static string PathIn(Checkpoints checkpoints) => Path.Combine(checkpoints.Folder, Name);
}
