using System.Globalization;

namespace Myelin.Tabular;

/// <summary>A model's predictions beside those of a <see cref="Tabular.Baseline"/> on the same rows.</summary>
/// <param name="Says">what the baseline predicts, in words: always predicting 'setosa'</param>
/// <param name="Scores">what it reaches, by the names of the model's scores</param>
/// <param name="IsBetter">whether the model is clearly better: by more than two standard errors of the paired difference</param>
/// <param name="Verdict">a sentence where it is not; else null</param>
public sealed record BaselineComparison(string Says, IReadOnlyList<Score> Scores, bool IsBetter, string? Verdict)
{
    /// <summary>A difference of at most so many standard errors may be chance.</summary>
    const double Errors = 2;

    /// <summary>A variance of predictions of at most this share of the target's is none.</summary>
    const double Same = 1e-8;

    // as log loss bounds probabilities
    const double Epsilon = 2.220446049250313e-16;

    internal static BaselineComparison Of(ClassificationReport report, OutOfFold rows, int[] predictions, IReadOnlyList<string> names,
        EvaluationOptions options)
    {
        int[] labels = rows.Labels;
        Baseline baseline = options.Baseline!;
        int most = baseline.MostFrequent, classes = names.Count;
        double[] weights = rows.RawWeights;
        if (weights.Length == 0) weights = [.. Enumerable.Repeat(1.0, labels.Length)];
        var occurs = new double[classes];
        for (int n = 0; n < labels.Length; n++) occurs[labels[n]] += weights[n];
        double all = weights.Sum(), logLoss = 0, squares = baseline.Frequencies.Sum(p => p * p), brier = 0;
        for (int k = 0; k < classes; k++)
        {
            double p = baseline.Frequencies[k];
            logLoss -= occurs[k] / all * Math.Log(Math.Clamp(p, Epsilon, 1 - Epsilon));
            brier += occurs[k] / all * (squares - 2 * p + 1) / (classes == 2 ? 2 : 1);
        }
        double accuracy = occurs[most] / all, balanced = occurs[most] > 0 ? 1.0 / occurs.Count(weight => weight > 0) : 0;
        Score[] scores = [new("accuracy", accuracy), new("balanced accuracy", balanced), new("Matthews", 0), new("kappa", 0),
            new("log loss", logLoss), new("Brier", brier)];
        if (double.IsFinite(report.RocAuc)) scores = [.. scores, new("ROC AUC", 0.5)];
        string says = $"always predicting '{names[most]}'";
        // a balanced score counts each row by how rare its class is
        double[] counts = options.Balanced ? [.. labels.Select((label, n) => weights[n] / occurs[label])] : weights;
        (string name, double own, double other) = options.Balanced
            ? ("balanced accuracy", report.BalancedAccuracy, balanced)
            : ("accuracy", report.Accuracy, accuracy);
        bool better = Differ([.. labels.Select((label, n) => (predictions[n] == label ? 1.0 : 0) - (most == label ? 1 : 0))],
            counts, out bool clear);
        bool surer = !options.Balanced && report.LogLoss < logLoss;
        string figures = string.Create(CultureInfo.InvariantCulture, $"{name} {own:0.0 %}, baseline {other:0.0 %}");
        string? verdict = better
            ? clear ? null : $"The model is not clearly better than {says} ({figures}): on {Count(labels.Length)} rows this may be chance."
            : surer ? string.Create(CultureInfo.InvariantCulture,
                $"By {name} the model is no better than {says} ({figures}), " +
                $"but its probabilities are (log loss {report.LogLoss:G3}, baseline {logLoss:G3}).")
            : $"The model is no better than {says} ({figures}).";
        return new(says, scores, better && clear, verdict);
    }

    internal static BaselineComparison Of(RegressionReport report, double[] y, double[] predictions, double[] weights,
        EvaluationOptions options)
    {
        Baseline baseline = options.Baseline!;
        if (weights.Length == 0) weights = [.. Enumerable.Repeat(1.0, y.Length)];
        double all = weights.Sum();
        double Mean(Func<double, double> term) => y.Select((value, n) => weights[n] * term(value)).Sum() / all;
        double squared = Mean(value => (value - baseline.Mean) * (value - baseline.Mean)),
            absolute = Mean(value => Math.Abs(value - baseline.Median)), root = Math.Sqrt(squared);
        double mean = Mean(value => value), variance = Mean(value => (value - mean) * (value - mean));
        Score[] scores = [new("RMSE", root), new("MAE", absolute), new("MSE", squared)];
        if (y.Length > 1 && variance > 0) scores = [new("R²", 1 - squared / variance), .. scores];
        bool better = Differ([.. y.Select((value, n) => Square(value - baseline.Mean) - Square(value - predictions[n]))],
            weights, out bool clear);
        string says = $"always predicting the mean {Shown(baseline.Mean, root)}";
        string figures = $"RMSE {Figure(report.RootMeanSquaredError)}, baseline {Figure(root)}";
        string? verdict = y.Length > 1 && Statistics.Variance(predictions, 0) <= Same * variance
            ? $"The model predicts the same for every row, and is no better than {says} ({figures})."
            : better
            ? clear ? null : $"The model is not clearly better than {says} ({figures}): on {Count(y.Length)} rows this may be chance."
            : report.MeanAbsoluteError < absolute
            ? $"By RMSE the model is no better than {says} ({figures}), " +
                $"but it is by MAE ({Figure(report.MeanAbsoluteError)}; the median {Figure(absolute)})."
            : $"The model is no better than {says} ({figures}).";
        return new(says, scores, verdict is null, verdict);
    }

    static string Figure(double number) => ExactNumber.Rounded(number, 4);

    /// <summary>A mean to a thousandth of what targets differ from it.</summary>
    static string Shown(double mean, double deviation) => deviation > 0
        ? ExactNumber.Text(Math.Round(mean, (int)Math.Clamp(3 - Math.Floor(Math.Log10(deviation)), 0, 15)))
        : ExactNumber.Text(mean);

    static double Square(double x) => x * x;

    static string Count(int rows) => rows.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether the weighted mean of the differences is above 0, beyond rounding; and whether by more than chance explains.
    /// </summary>
    static bool Differ(double[] differences, double[] weights, out bool clear)
    {
        double all = weights.Sum(), mean = 0, variance = 0, size = 0;
        for (int n = 0; n < differences.Length; n++)
        {
            mean += weights[n] / all * differences[n];
            size += weights[n] / all * Math.Abs(differences[n]);
        }
        for (int n = 0; n < differences.Length; n++) variance += Square(weights[n] / all * (differences[n] - mean));
        clear = mean > Errors * Math.Sqrt(variance);
        return mean > 1e-9 * size;
    }
}
