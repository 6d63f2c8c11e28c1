namespace Myelin;

/// <summary>From which probability on class 1 is said: 0.5 is best for accuracy alone, not where one class is rare.</summary>
public static class DecisionThreshold
{
    /// <summary>
    /// The t for which "class 1 where p ≥ t" makes the metric largest, among 0 and the means of neighboring different scores; of equally
    /// good ones the nearest to ½. And the metric's value there, which is a little too good: t was chosen for these rows.
    /// </summary>
    public static (double Threshold, double Value) Best(
        ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores, ThresholdMetric metric, ReadOnlySpan<double> weights = default)
    {
        Require.SameRows(positive.Length, scores.Length);
        Require.Finite(scores);
        _ = Require.Weights(weights, scores.Length);
        // each class by itself: the difference of two sums that are rounded otherwise is not 0 where a class has no weight
        double positives = 0, negatives = 0, belowPositive = 0, belowNegative = 0;
        (double[] sorted, (bool Kind, double Weight)[] rows) = (scores.ToArray(), new (bool, double)[scores.Length]);
        for (int n = 0; n < rows.Length; n++)
        {
            rows[n] = (positive[n], weights.IsEmpty ? 1 : weights[n]);
            if (rows[n].Kind) positives += rows[n].Weight;
            else negatives += rows[n].Weight;
        }
        Array.Sort(sorted, rows);
        if (positives == 0 || negatives == 0)
            Throw.Argument("A threshold needs rows of both classes, but all that count are of one.", nameof(positive));
        var best = (Threshold: 0.0, Value: Value(metric, positives, negatives, 0, 0));
        for (int n = 0; n < sorted.Length - 1; n++)
        {
            if (rows[n].Kind) belowPositive += rows[n].Weight;
            else belowNegative += rows[n].Weight;
            if (sorted[n] == sorted[n + 1]) continue;
            double threshold = sorted[n] + (sorted[n + 1] - sorted[n]) / 2;
            if (threshold <= sorted[n]) threshold = sorted[n + 1];
            double value = Value(metric, positives - belowPositive, negatives - belowNegative, belowPositive, belowNegative);
            if (value > best.Value || value == best.Value && Math.Abs(threshold - 0.5) < Math.Abs(best.Threshold - 0.5))
                best = (threshold, value);
        }
        return best;
    }

    /// <summary>The metric of so many true and false positives, false and true negatives; 0 where it would be 0/0.</summary>
    public static double Value(ThresholdMetric metric, long truePositives, long falsePositives, long falseNegatives, long trueNegatives) =>
        Value(metric, (double)truePositives, falsePositives, falseNegatives, trueNegatives);

    static double Value(ThresholdMetric metric, double tp, double fp, double fn, double tn) => metric switch
    {
        ThresholdMetric.F1 => Ratio(2 * tp, 2 * tp + fp + fn),
        ThresholdMetric.Balanced => (Ratio(tp, tp + fn) + Ratio(tn, tn + fp)) / 2,
        ThresholdMetric.Youden => Ratio(tp, tp + fn) + Ratio(tn, tn + fp) - 1,
        ThresholdMetric.Matthews => Ratio(tp * tn - fp * fn, Math.Sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
        _ => Ratio(tp + tn, tp + fp + fn + tn),
    };

    static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
