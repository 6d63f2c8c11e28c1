using System.Globalization;

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

    /// <summary>What a prediction that looks at no feature reaches on the same rows; null where none is known.</summary>
    public BaselineComparison? Baseline { get; init; }

    /// <summary>The number to look at first: accuracy, or root mean squared error.</summary>
    public Score Score => Classification is { } report ? new("accuracy", report.Accuracy) : new("RMSE", Regression!.RootMeanSquaredError);

    /// <summary>Predictions for rows whose target is known, measured.</summary>
    /// <exception cref="InvalidFileException">A target is missing, or is none of the classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Evaluation Of(
        Target target, Table table, IReadOnlyList<Prediction> predictions, PredictionIntervals? intervals = null,
        CancellationToken cancellation = default) =>
        Of(target, table, predictions, new EvaluationOptions { Intervals = intervals }, cancellation);

    /// <summary>The same, compared with a baseline, and whatever else the options say.</summary>
    /// <exception cref="InvalidFileException">A target is missing, or is none of the classes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Evaluation Of(
        Target target, Table table, IReadOnlyList<Prediction> predictions, EvaluationOptions options,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(options);
        return Of(target, OutOfFold.Of(target, table, predictions), predictions, options, cancellation);
    }

    /// <summary>The same of predictions that stand beside what is true already.</summary>
    /// <param name="rows">those predictions and targets: <see cref="OutOfFold.Of"/></param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Evaluation Of(
        Target target, OutOfFold rows, IReadOnlyList<Prediction> predictions, EvaluationOptions options,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(options);
        double[] probabilities = rows.Raw;
        if (target.Classes is not { } classes) return Of([.. rows.Targets], probabilities, rows.RawWeights, options);
        int[] labels = rows.Labels;
        Dictionary<string, int> indices = classes.Names.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        int[] given = [.. predictions.Select(prediction => indices[prediction.Class!])];
        var report = new ClassificationReport(labels, probabilities, classes.Names, given, rows.RawWeights, cancellation);
        return new(report, null)
        {
            Baseline = options.Baseline is null || labels.Length == 0 ? null
                : BaselineComparison.Of(report, rows, given, classes.Names, options),
            CalibrationError = Myelin.CalibrationError.Expected(labels, probabilities, classes.Count, rows.RawWeights),
        };
    }

    static Evaluation Of(double[] targets, double[] values, double[] weights, EvaluationOptions options)
    {
        var report = new RegressionReport(targets, values, 1, weights);
        var evaluation = new Evaluation(null, report)
        {
            Baseline = options.Baseline is null ? null : BaselineComparison.Of(report, targets, values, weights, options),
        };
        PredictionIntervals? intervals = options.Intervals;
        if (intervals is null || intervals.MostCoverage < Coverage) return evaluation;
        Interval[] of = [.. values.Select(value => intervals.Of(value, Coverage))];
        return evaluation with
        {
            IntervalCoverage = SplitConformal.Coverage(targets, [.. of.Select(interval => interval.Low)],
                [.. of.Select(interval => interval.High)]),
            IntervalWidth = of.Average(interval => interval.Width),
        };
    }

    /// <summary>Every number that is one; the area under a curve is none where a class is absent.</summary>
    public IEnumerable<Score> Scores() =>
        (Classification?.Numbers() ?? Regression!.Numbers()).Select(number => (number.Name, (double?)number.Value))
            .Concat([("calibration error", CalibrationError), ("coverage of 90 % intervals", IntervalCoverage),
                ("width of 90 % intervals", IntervalWidth)])
            .Where(number => number.Item2 is { } value && double.IsFinite(value))
            .Select(number => new Score(number.Item1, number.Item2!.Value));

    public override string ToString()
    {
        string scores = Classification?.ToString() ?? Regression!.ToString();
        if (Baseline is not { } baseline) return scores;
        string reached = string.Join(", ", baseline.Scores.Where(score => score.Name is "accuracy" or "log loss" or "RMSE" or "MAE")
            .Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Name} {score.Value:G4}")));
        return $"{scores}{Environment.NewLine}{Environment.NewLine}baseline, {baseline.Says}: {reached}" +
            (baseline.Verdict is null ? "" : $"{Environment.NewLine}{baseline.Verdict}");
    }
}
