namespace Myelin.Tabular;

/// <summary>The metrics that may decide which epoch is best: what recipes call them, and what is shown of them.</summary>
static class EpochMetric
{
    /// <param name="Measure">null is the task's own</param>
    /// <param name="Shown">the score that is shown</param>
    /// <param name="IsLack">whether the measure is what the score lacks of 1</param>
    sealed record Entry(string Name, EpochMeasure? Measure, string Shown, bool IsLack = false);

    static readonly Entry[] s_entries =
    [
        new("default", null, ""),
        new("error", EpochMeasure.Error, "accuracy", IsLack: true),
        new("rmse", EpochMeasure.RootMeanSquaredError, "RMSE"),
        new("cross-entropy", EpochMeasure.CalibratedCrossEntropy, "log loss"),
        new("raw-cross-entropy", EpochMeasure.CrossEntropy, "log loss"),
        new("auc", EpochMeasure.AreaUnderCurve, "ROC area", IsLack: true),
        new("loss", EpochMeasure.Loss, "loss"),
    ];

    public static string Name(EpochMeasure? measure) => Of(measure).Name;

    /// <exception cref="FormatException">There is no such metric.</exception>
    public static EpochMeasure? Parse(string name) =>
        Array.Find(s_entries, entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
        ? found.Measure
        : throw new FormatException($"must be {string.Join(", ", s_entries.Select(entry => entry.Name))}.");

    /// <summary>What decides where nothing else is said.</summary>
    /// <param name="loss">null for the task's own</param>
    public static EpochMeasure Default(TabularTask task, ILoss? loss) => loss is not null ? EpochMeasure.Loss
        : task == TabularTask.Classification ? EpochMeasure.Error : EpochMeasure.RootMeanSquaredError;

    /// <summary>Why a metric cannot decide for this target, and which can; null where it can.</summary>
    public static string? Objection(EpochMeasure? measure, Target target)
    {
        if (measure is null or EpochMeasure.Loss) return null;
        bool ofNumbers = measure == EpochMeasure.RootMeanSquaredError;
        return target.Objection(Name(measure), ofNumbers, ofNumbers ? "error, cross-entropy or auc" : "rmse");
    }

    /// <summary>What is shown of a measured epoch.</summary>
    /// <param name="unit">what a root mean squared error is multiplied by to be in the target's unit</param>
    public static Score Score(EpochMeasure measure, double value, double unit)
    {
        Entry entry = Of(measure);
        return new(entry.Shown, entry.IsLack ? 1 - value : measure == EpochMeasure.RootMeanSquaredError ? value * unit : value);
    }

    static Entry Of(EpochMeasure? measure) => s_entries.First(entry => entry.Measure == measure);
}
