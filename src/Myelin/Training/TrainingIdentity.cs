using System.Globalization;
using System.Numerics;

namespace Myelin;

/// <summary>All that decides a training's bits beside its state, as words: two trainings with the same go on as one.</summary>
internal static class TrainingIdentity
{
    /// <summary>What the best epoch so far was chosen by; where one of these differs, the next epoch is the best.</summary>
    public static readonly string[] OfBest = [LossKey, BestByKey, ValidationKey];

    const string LossKey = "loss", BestByKey = "measure of the best epoch", ValidationKey = "validation rows";

    public static Dictionary<string, string> Of<T>(
        Model<T> model, ILoss loss, Optimizer optimizer, TrainingOptions options, TrainingData<T> data, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            ["program"] = Program,
            ["network"] = NetworkJson.Write(model.Network),
            [LossKey] = Named(loss, LossNames.Format),
            ["optimizer"] = Named(optimizer, OptimizerNames.Format),
            ["epochs"] = Text(data.Epochs),
            ["seed"] = Text(options.Seed),
            ["batch size"] = Text(options.BatchSize),
            ["shards of a batch"] = Text(options.Shards),
            ["batches accumulated"] = Text(options.AccumulateBatches),
            ["shuffling"] = Text(options.Shuffle),
            ["dropping of a short last batch"] = Text(options.DropLast),
            ["schedule"] = Named(options.Schedule),
            ["schedule of decay"] = Named(options.DecaySchedule),
            ["schedule of dropout"] = Named(options.DropoutSchedule),
            ["plateau"] = options.Plateau is { } plateau ? Text(plateau) : "none",
            ["bound of the gradient's norm"] = Text(options.ClipNorm),
            ["bound of the gradient's numbers"] = Text(options.ClipValue),
            ["evaluation mode"] = Text(options.EvaluationMode),
            ["patience"] = Text(options.Patience),
            ["least improvement"] = Text(options.MinimumImprovement),
            [BestByKey] = Text(options.BestBy),
            ["choice of equally good epochs"] = options.LastOfTies ? "the last" : "the first",
            ["share of validation rows"] = Text(options.ValidationFraction),
            ["training rows"] = data.Rows.Describe(cancellation),
            [ValidationKey] = data.Validation is null ? "none" : SampleDigest.Describe(data.Validation),
        };

    /// <summary>The version whose bits these are.</summary>
    public static string Program { get; } = $"Myelin {typeof(Network).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>What differs, in words: its name, what it was, what it is.</summary>
    public static IReadOnlyList<(string Key, string Was, string Is)> Differences(IReadOnlyDictionary<string, string> was,
        IReadOnlyDictionary<string, string> now) =>
    [
            .. from key in now.Keys.Union(was.Keys)
               let before = was.GetValueOrDefault(key) ?? "not given"
               let after = now.GetValueOrDefault(key) ?? "not given"
               where before != after
               select (key, before, after),
        ];

    static string Named(Schedule? schedule) => schedule is null ? "none" : Named(schedule, ScheduleNames.Format);

    // one of your own may have no name: then its properties say what it is
    static string Named<TItem>(TItem item, Func<TItem, string> format) where TItem : notnull
    {
        try
        {
            return format(item);
        }
        catch (NotSupportedException)
        {
            return Text(item);
        }
    }

    static string Text(object value)
    {
        if (value is IFormattable number) return number.ToString(null, CultureInfo.InvariantCulture);
        // a record writes its numbers as the culture says
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return value.ToString() ?? "";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
