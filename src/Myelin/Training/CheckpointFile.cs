using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Myelin;

/// <summary>
/// A training's state as one safetensors file: a model's file (<see cref="ModelFile"/>) with more tensors, <c>state.best.…</c>,
/// <c>state.moment.0.…</c>, <c>state.waiting.…</c> and <c>state.history</c> (a row for each epoch), and the rest as JSON in the metadata
/// <c>checkpoint</c>.
/// </summary>
static class CheckpointFile
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    public const string Key = "checkpoint";

    const string Best = ModelFile.StatePrefix + "best.", Waiting = ModelFile.StatePrefix + "waiting.",
        HistoryName = ModelFile.StatePrefix + "history";

    /// <summary>Numbers that are kept of an epoch.</summary>
    const int HistoryColumns = 7;

    /// <summary>Bytes of one file, but for a few thousand: parameters, the best, gradients that wait, moments.</summary>
    public static double Size<T>(TrainingParts<T> parts) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        parts.Model.Network.ParameterCount * (ElementTypes.Of<T>().Bits() / 8.0) * (3 + Moments(parts).Count);

    /// <summary>The same of float32 numbers with as many moments as an optimizer may have.</summary>
    public static double MostOfOne(long parameters) => parameters * 4.0 * 6;

    public static void Write<T>(string path, TrainingParts<T> parts, IReadOnlyDictionary<string, string> identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IEnumerable<NamedTensor> tensors = ParameterTensors.Of(parts.Best, Best);
        for (int i = 0; i < Moments(parts).Count; i++) tensors = tensors.Concat(ParameterTensors.Of(Moments(parts)[i], Moment(i)));
        if (parts.Engine.Waiting is { } waiting) tensors = tensors.Concat(ParameterTensors.Of(waiting, Waiting));
        if (parts.State.History.Count > 0)
            tensors = tensors.Append(
                NamedTensor.Of<double>(HistoryName, [parts.State.History.Count, HistoryColumns], HistoryOf(parts.State.History)));
        ModelFile.Save(path, parts.Model, [new(Key, Text(parts, identity))], tensors);
    }

    /// <summary>What a file says of its training; null where it is a model alone.</summary>
    /// <exception cref="InvalidFileException">It is of a newer version, or says something impossible.</exception>
    public static StrictJson? Describe(SafetensorsFile file)
    {
        if (!file.Metadata.TryGetValue(Key, out string? text)) return null;
        StrictJson json = StrictJson.Parse(text, file.Path, Key);
        int version = json["version"].Integer(1, int.MaxValue);
        if (version > Version)
            throw new InvalidFileException(file.Path,
                $"was written by a newer Myelin: its state is of version {version}, and this program reads up to {Version}. Update Myelin");
        json.OnlyKeys("version", "identity", "epoch", "step", "steps_before", "epochs_made", "best_epoch", "best_measure", "plateau",
            "end", "seconds", "steps");
        return json;
    }

    public static Dictionary<string, string> Identity(StrictJson json) =>
        json["identity"].Properties().ToDictionary(pair => pair.Key, pair => pair.Value.Text());

    /// <summary>Takes all of a file.</summary>
    /// <param name="epochs">of the whole training</param>
    public static void Read<T>(SafetensorsFile file, StrictJson json, TrainingParts<T> parts, int epochs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainingState state = parts.State;
        state.History.Clear();
        state.History.AddRange(ReadHistory(file, json["epoch"].Integer(0, int.MaxValue)).Select(epoch => epoch with { Epochs = epochs }));
        state.Step = json["step"].Integer(0, int.MaxValue);
        state.StepsBefore = json["steps_before"].Count();
        state.EpochsMade = json["epochs_made"].Integer(0, int.MaxValue);
        state.BestEpoch = json["best_epoch"].Integer(0, state.History.Count);
        state.BestMeasure = Number(json["best_measure"]);
        StrictJson plateau = json["plateau"];
        plateau.OnlyKeys("factor", "best", "bad", "cooldown");
        state.Plateau = new(Number(plateau["factor"]), plateau.Find("best") is { } best ? Number(best) : null,
            plateau["bad"].Integer(0, int.MaxValue), plateau["cooldown"].Integer(0, int.MaxValue));
        state.End = json.Find("end") is { } end ? ReadEnd(end) : null;
        state.Elapsed = TimeSpan.FromSeconds(json["seconds"].Number());
        StrictJson steps = json["steps"];
        steps.OnlyKeys("total", "weight", "pending", "runs", "rate_factor", "made");
        parts.Engine.State = new(Number(steps["total"]), Number(steps["weight"]), steps["pending"].Integer(0, int.MaxValue),
            steps["runs"].Count(), Number(steps["rate_factor"]), steps["made"].Count());

        if (file.TryFind($"{Moment(Moments(parts).Count)}{parts.Best.Blocks[0].Name}", out _))
            throw new InvalidFileException(file.Path,
                $"is of an optimizer that remembers more than this one, which has {Moments(parts).Count} numbers for each parameter. " +
                "Go on with the optimizer that began");
        for (int i = 0; i < Moments(parts).Count; i++) ParameterTensors.Read(file, Moments(parts)[i], Moment(i));
        if (parts.Engine.Waiting is { } waiting) ParameterTensors.Read(file, waiting, Waiting);
        ParameterTensors.Read(file, parts.Best, Best);
        ParameterTensors.Read(file, parts.Model.Parameters, "");
    }

    static IReadOnlyList<Parameters<T>> Moments<T>(TrainingParts<T> parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => parts.Engine.Moments;

    static string Moment(int i) => FormattableString.Invariant($"{ModelFile.StatePrefix}moment.{i}.");

    static string Text<T>(TrainingParts<T> parts, IReadOnlyDictionary<string, string> identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (TrainingState state, EngineState steps) = (parts.State, parts.Engine.State);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartObject("identity");
            foreach ((string key, string value) in identity) json.WriteString(key, value);
            json.WriteEndObject();
            json.WriteNumber("epoch", state.History.Count);
            json.WriteNumber("step", state.Step);
            json.WriteNumber("steps_before", state.StepsBefore);
            json.WriteNumber("epochs_made", state.EpochsMade);
            json.WriteNumber("best_epoch", state.BestEpoch);
            Write(json, "best_measure", state.BestMeasure);
            json.WriteStartObject("plateau");
            Write(json, "factor", state.Plateau.Factor);
            if (state.Plateau.Best is { } best) Write(json, "best", best);
            json.WriteNumber("bad", state.Plateau.Bad);
            json.WriteNumber("cooldown", state.Plateau.Cooldown);
            json.WriteEndObject();
            if (state.End is { } end) json.WriteString("end", end.ToString());
            json.WriteNumber("seconds", parts.Elapsed.TotalSeconds);
            json.WriteStartObject("steps");
            Write(json, "total", steps.Total);
            Write(json, "weight", steps.TotalWeight);
            json.WriteNumber("pending", steps.Pending);
            json.WriteNumber("runs", steps.Runs);
            Write(json, "rate_factor", steps.RateFactor);
            json.WriteNumber("made", steps.Steps);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // JSON has no word for what is not finite
    static void Write(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }

    public static double Number(StrictJson json) => !json.IsText ? json.Number() : json.Text() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => throw json.Invalid("must be a number, NaN, Infinity or -Infinity"),
    };

    static TrainingEnd ReadEnd(StrictJson json) =>
        Enum.GetValues<TrainingEnd>().Cast<TrainingEnd?>().FirstOrDefault(end => end.ToString() == json.Text()) ??
            throw json.Invalid("is no end of a training");

    static double[] HistoryOf(List<TrainingProgress> history) =>
    [
        .. history.SelectMany(epoch => (double[])
        [
            epoch.TrainingLoss, epoch.ValidationLoss ?? double.NaN, epoch.Measure ?? double.NaN, epoch.LearningRate, epoch.Steps,
            epoch.Elapsed.TotalSeconds, epoch.IsBest ? 1 : 0,
        ]),
    ];

    static IEnumerable<TrainingProgress> ReadHistory(SafetensorsFile file, int epochs)
    {
        if (epochs == 0) return [];
        if (!file.TryFind(HistoryName, out TensorInfo? tensor) || tensor!.Elements != epochs * (long)HistoryColumns)
            throw new InvalidFileException(file.Path, $"has no tensor {HistoryName} of {epochs} epochs, which a training's state needs");
        double[] values = new double[tensor.Elements];
        file.Read<double>(tensor, values);
        return values.Chunk(HistoryColumns).Select((epoch, i) =>
            new TrainingProgress(i + 1, epochs, (long)epoch[4], epoch[0], Known(epoch[1]), epoch[3], TimeSpan.FromSeconds(epoch[5]))
            {
                Measure = Known(epoch[2]),
                IsBest = epoch[6] != 0,
            });

        static double? Known(double number) => double.IsNaN(number) ? null : number;
    }
}

/// <summary>All that a training's state is taken from and put into.</summary>
internal sealed record TrainingParts<T>(Model<T> Model, Parameters<T> Best, IEngine<T> Engine, TrainingState State)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly long _start = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>Time that the training has taken, in earlier runs too.</summary>
    public TimeSpan Elapsed => State.Elapsed + System.Diagnostics.Stopwatch.GetElapsedTime(_start);
}
