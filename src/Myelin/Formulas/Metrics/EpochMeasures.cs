using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>
/// An <see cref="EpochMeasure"/> of predictions [N × K] and their targets: class indices [N × 1], or a column for each output.
/// </summary>
static class EpochMeasures
{
    const double Least = 1e-12;

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Of<T>(
        EpochMeasure measure, ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, int rows, ReadOnlySpan<T> rowWeights = default,
        CancellationToken cancellation = default) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = predictions.Length / rows, columns = targets.Length / rows;
        double[] weights = new double[rowWeights.Length];
        for (int n = 0; n < weights.Length; n++) weights[n] = double.CreateTruncating(rowWeights[n]);
        double all = weights.Sum();
        // rows that all count nothing say nothing
        if (all == 0) (weights, all) = ([], rows);
        if (measure == EpochMeasure.RootMeanSquaredError) return RootMeanSquare(predictions, targets, weights, all * columns);
        var labels = new int[rows];
        for (int n = 0; n < rows; n++)
            labels[n] = columns == 1 ? int.CreateTruncating(targets[n]) : Likeliest.Of(targets.Slice(n * columns, columns));
        if (measure == EpochMeasure.AreaUnderCurve) return BelowCurve(predictions, labels, outputs, weights, cancellation);
        if (measure == EpochMeasure.CalibratedCrossEntropy) return Calibrated(predictions, labels, outputs, weights, all, cancellation);
        double sum = 0;
        for (int n = 0; n < rows; n++)
        {
            ReadOnlySpan<T> row = predictions.Slice(n * outputs, outputs);
            double one = measure == EpochMeasure.Error ? Likeliest.Of(row) == labels[n] ? 0 : 1
                : -Rows.Log(Math.Max(Least, double.CreateTruncating(row[labels[n]])));
            sum += (weights.Length == 0 ? 1 : weights[n]) * one;
        }
        return sum / all;
    }

    /// <summary>What the outputs must be for a measure; null where they are.</summary>
    public static string? Objection(EpochMeasure measure, int outputs, int columns) => measure switch
    {
        EpochMeasure.Loss => null,
        EpochMeasure.RootMeanSquaredError => outputs == columns ? null : "an output for each target column",
        _ => outputs > 1 && (columns == 1 || columns == outputs) ? null : "two classes or more",
    };

    static double RootMeanSquare<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, double[] weights, double all)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            double error = double.CreateTruncating(predictions[i]) - double.CreateTruncating(targets[i]);
            sum += (weights.Length == 0 ? 1 : weights[(int)((long)i * weights.Length / predictions.Length)]) * (error * error);
        }
        return Math.Sqrt(sum / all);
    }

    static double Calibrated<T>(
        ReadOnlySpan<T> predictions, int[] labels, int outputs, double[] weights, double all, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (p, q, sum) = (new double[predictions.Length], new double[outputs], 0d);
        for (int i = 0; i < p.Length; i++) p[i] = double.CreateTruncating(predictions[i]);
        double temperature = TemperatureScaling.Fit(labels, p, outputs, weights, cancellation);
        for (int n = 0; n < labels.Length; n++)
        {
            TemperatureScaling.Apply(p.AsSpan(n * outputs, outputs), temperature, q);
            sum -= (weights.Length == 0 ? 1 : weights[n]) * Rows.Log(Math.Max(Least, q[labels[n]]));
        }
        return sum / all;
    }

    static double BelowCurve<T>(
        ReadOnlySpan<T> predictions, int[] labels, int outputs, double[] weights, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights.Length > 0)
        {
            var scores = new double[predictions.Length];
            for (int i = 0; i < scores.Length; i++) scores[i] = double.CreateTruncating(predictions[i]);
            double weighted = WeightedRanking.OneVsRest(labels, scores, outputs, weights, cancellation).Area;
            return double.IsNaN(weighted) ? 1 : 1 - weighted;
        }
        var ranks = ClassRanks.Of(labels, predictions, outputs, cancellation);
        (double sum, int curves) = (0, 0);
        for (int k = outputs == 2 ? 1 : 0; k < outputs; k++)
        {
            double area = ranks.Area(k);
            if (!double.IsNaN(area)) (sum, curves) = (sum + 1 - area, curves + 1);
        }
        return curves == 0 ? 1 : sum / curves;
    }
}
