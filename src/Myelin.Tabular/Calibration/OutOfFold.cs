namespace Myelin.Tabular;

/// <summary>Raw predictions for rows by models that have not learned from them, and what was true: all that calibration needs.</summary>
/// <param name="Predictions">of classes their probabilities [N × classes], row after row; in regression the numbers [N]</param>
/// <param name="Targets">the true class, from 0, or the true number of each row</param>
/// <param name="Classes">0 in regression</param>
public sealed record OutOfFold(IReadOnlyList<double> Predictions, IReadOnlyList<double> Targets, int Classes = 0)
{
    public int Rows => Targets.Count;

    /// <summary>What each row counts; null for all alike.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>The same as an array; empty for all alike, and where all count nothing: they say as much as if they counted.</summary>
    internal double[] RawWeights => Weights is null || Weights.All(weight => weight == 0) ? [] : Weights as double[] ?? [.. Weights];

    /// <summary>Targets as the indices of classes.</summary>
    public int[] Labels => [.. Targets.Select(target => (int)target)];

    /// <summary>The predictions as an array, which nobody changes: of many classes a copy would take much memory.</summary>
    internal double[] Raw => Predictions as double[] ?? [.. Predictions];

    /// <summary>Log loss of classes, root mean squared error of numbers.</summary>
    internal double Loss => Classes > 0
        ? ProbabilityScores.LogLoss(Labels, Raw, Classes, RawWeights)
        : RegressionErrors.RootMeanSquaredError([.. Targets], Raw, RawWeights);

    /// <param name="raw">one prediction for each row of the table, by a model that has not learned from it</param>
    public static OutOfFold Of(Target target, Table table, IReadOnlyList<Prediction> raw)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(raw);
        return target.Classes is { } classes
            ? new(Probabilities(raw, classes.Count), target.Values(table), classes.Count)
            : new([.. raw.Select(prediction => prediction.Value)], target.Values(table));
    }

    /// <summary>The same rows with a temperature.</summary>
    internal OutOfFold With(double temperature)
    {
        if (Classes == 0) return this;
        double[] raw = Raw, calibrated = new double[raw.Length];
        for (int i = 0; i < raw.Length; i += Classes)
            Myelin.TemperatureScaling.Apply(raw.AsSpan(i, Classes), temperature, calibrated.AsSpan(i, Classes));
        return this with { Predictions = calibrated };
    }

    /// <summary>Some of the rows.</summary>
    internal OutOfFold Where(Func<int, bool> isTaken)
    {
        int width = Math.Max(1, Classes);
        int[] rows = [.. Enumerable.Range(0, Rows).Where(isTaken)];
        double[] raw = Raw, taken = new double[rows.Length * width], targets = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            raw.AsSpan(rows[i] * width, width).CopyTo(taken.AsSpan(i * width));
            targets[i] = Targets[rows[i]];
        }
        return new(taken, targets, Classes) { Weights = Weights is null ? null : Array.ConvertAll(rows, row => Weights[row]) };
    }

    static double[] Probabilities(IReadOnlyList<Prediction> raw, int classes)
    {
        if ((long)raw.Count * classes > Array.MaxLength)
            throw new ArgumentException($"{raw.Count} rows of {classes} classes are more probabilities than can be held. " +
                $"Measure at most {Array.MaxLength / classes} rows at once.", nameof(raw));
        var probabilities = new double[raw.Count * classes];
        for (int n = 0; n < raw.Count; n++)
        {
            IReadOnlyList<float> row = raw[n].Probabilities;
            for (int k = 0; k < classes; k++) probabilities[n * classes + k] = row[k];
        }
        return probabilities;
    }
}
