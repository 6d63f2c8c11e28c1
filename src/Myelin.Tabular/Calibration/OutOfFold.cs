namespace Myelin.Tabular;

/// <summary>Raw predictions for rows by models that have not learned from them, and what was true: all that calibration needs.</summary>
/// <param name="Predictions">of classes their probabilities [N × classes], row after row; in regression the numbers [N]</param>
/// <param name="Targets">the true class, from 0, or the true number of each row</param>
/// <param name="Classes">0 in regression</param>
public sealed record OutOfFold(IReadOnlyList<double> Predictions, IReadOnlyList<double> Targets, int Classes = 0)
{
    public int Rows => Targets.Count;

    /// <summary>Targets as the indices of classes.</summary>
    public int[] Labels => [.. Targets.Select(target => (int)target)];

    /// <param name="raw">one prediction for each row of the table, by a model that has not learned from it</param>
    public static OutOfFold Of(Target target, Table table, IReadOnlyList<Prediction> raw)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(raw);
        return target.Classes is not { } classes
            ? new([.. raw.Select(prediction => prediction.Value)], target.Numbers(table))
            : new(Probabilities(raw, classes.Count), [.. classes.Apply(table, target.Column).Select(label => (double)label)], classes.Count);
    }

    /// <summary>The same rows with a temperature.</summary>
    internal OutOfFold With(double temperature)
    {
        if (Classes == 0) return this;
        var calibrated = new double[Predictions.Count];
        double[] raw = [.. Predictions];
        for (int i = 0; i < raw.Length; i += Classes)
            Myelin.Calibration.TemperatureScaling.Apply(raw.AsSpan(i, Classes), temperature, calibrated.AsSpan(i, Classes));
        return this with { Predictions = calibrated };
    }

    /// <summary>Some of the rows.</summary>
    internal OutOfFold Where(Func<int, bool> isTaken)
    {
        int width = Math.Max(1, Classes);
        return new([.. Predictions.Where((_, i) => isTaken(i / width))], [.. Targets.Where((_, n) => isTaken(n))], Classes);
    }

    static double[] Probabilities(IReadOnlyList<Prediction> raw, int classes)
    {
        var probabilities = new double[raw.Count * classes];
        for (int i = 0; i < probabilities.Length; i++) probabilities[i] = raw[i / classes].Probabilities[i % classes];
        return probabilities;
    }
}
