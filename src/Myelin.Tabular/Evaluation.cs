using Myelin.Calibration;
using Myelin.Metrics;

namespace Myelin.Tabular;

/// <summary>How good predictions are: the report of a classification or of a regression.</summary>
public sealed record Evaluation(ClassificationReport? Classification, RegressionReport? Regression)
{
    /// <summary>The coverage of the intervals that are measured.</summary>
    const double Coverage = 0.9;

    /// <summary>Expected calibration error of the likeliest classes' probabilities; null in regression.</summary>
    public double? CalibrationError { get; init; }

    /// <summary>The share of rows whose number lies in its interval of 90 %; null where there are no intervals.</summary>
    public double? IntervalCoverage { get; init; }

    /// <summary>The mean width of those intervals, in the target's unit.</summary>
    public double? IntervalWidth { get; init; }

    /// <summary>The number to look at first: accuracy, or root mean squared error.</summary>
    public Score Score => Classification is { } report ? new("accuracy", report.Accuracy) : new("RMSE", Regression!.RootMeanSquaredError);

    /// <summary>Predictions for rows whose target is known, measured.</summary>
    /// <exception cref="InvalidFileException">A target is missing, or is none of the classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Evaluation Of(
        Target target, Table table, IReadOnlyList<Prediction> predictions, PredictionIntervals? intervals = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(predictions);
        return Of(target, OutOfFold.Of(target, table, predictions), predictions, intervals, cancellation);
    }

    /// <summary>The same of predictions that stand beside what is true already.</summary>
    /// <param name="rows">those predictions and targets: <see cref="OutOfFold.Of"/></param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Evaluation Of(
        Target target, OutOfFold rows, IReadOnlyList<Prediction> predictions, PredictionIntervals? intervals = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(predictions);
        double[] probabilities = rows.Raw;
        if (target.Classes is not { } classes) return Of([.. rows.Targets], probabilities, intervals);
        int[] labels = rows.Labels;
        Dictionary<string, int> indices = classes.Names.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        int[] given = [.. predictions.Select(prediction => indices[prediction.Class!])];
        return new(new ClassificationReport(labels, probabilities, classes.Names, given, cancellation), null)
        {
            CalibrationError = Myelin.Calibration.CalibrationError.Expected(labels, probabilities, classes.Count),
        };
    }

    static Evaluation Of(double[] targets, double[] values, PredictionIntervals? intervals)
    {
        var evaluation = new Evaluation(null, new RegressionReport(targets, values));
        if (intervals is null || intervals.MostCoverage < Coverage) return evaluation;
        Interval[] of = [.. values.Select(value => intervals.Of(value, Coverage))];
        return evaluation with
        {
            IntervalCoverage = SplitConformal.Coverage(targets, [.. of.Select(interval => interval.Low)], [.. of.Select(interval => interval.High)]),
            IntervalWidth = of.Average(interval => interval.Width),
        };
    }

    /// <summary>Every number that is one; the area under a curve is none where a class is absent.</summary>
    public IEnumerable<Score> Scores() => (Classification?.Numbers() ?? Regression!.Numbers()).Select(number => (number.Name, (double?)number.Value))
        .Concat([("calibration error", CalibrationError), ("coverage of 90 % intervals", IntervalCoverage), ("width of 90 % intervals", IntervalWidth)])
        .Where(number => number.Item2 is { } value && double.IsFinite(value)).Select(number => new Score(number.Item1, number.Item2!.Value));

    public override string ToString() => Classification?.ToString() ?? Regression!.ToString();
}
