namespace Myelin;

/// <summary>How well scores put rows in order that count differently: a pair of rows counts the product of their weights.</summary>
/// <remarks>N K log N steps. Conventions are those of scikit-learn's sample_weight.</remarks>
static class WeightedRanking
{
    /// <summary>
    /// Of each class against all others the ROC area, averaged over the classes that occur, and the average precision, averaged; of two
    /// classes those of class 1. Where only one class occurs, the area is NaN.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (double Area, double Precision) OneVsRest(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, ReadOnlySpan<double> weights,
        CancellationToken cancellation = default)
    {
        var (sorted, order, first) = (new double[labels.Length], new int[labels.Length], classes == 2 ? 1 : 0);
        (double sum, int areas, double precisions) = (0, 0, 0);
        for (int k = first; k < classes; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int n = 0; n < order.Length; n++) (sorted[n], order[n]) = (-scores[n * classes + k], n);
            (double area, double precision) = OfSorted(labels, weights, k, sorted, order);
            if (!double.IsNaN(area)) (sum, areas) = (sum + area, areas + 1);
            precisions += precision;
        }
        return (areas == 0 ? double.NaN : sum / areas, precisions / (classes - first));
    }

    // from the highest score down: the area is Σ n (P + p/2)/(all p · all n), the precision Σ p P/(P + N)/all p, with p and
    // n of a score and P and N so far
    static (double Area, double Precision) OfSorted(ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, int k,
        double[] sorted, int[] order)
    {
        Array.Sort(sorted, order);
        double positives = 0, negatives = 0, won = 0, precision = 0;
        for (int from = 0, to; from < order.Length; from = to)
        {
            double p = 0, q = 0;
            for (to = from; to < order.Length && sorted[to] == sorted[from]; to++)
                if (labels[order[to]] == k) p += weights[order[to]];
                else q += weights[order[to]];
            won += q * (positives + p / 2);
            (positives, negatives) = (positives + p, negatives + q);
            if (p > 0) precision += p * positives / (positives + negatives);
        }
        return (positives == 0 || negatives == 0 ? double.NaN : won / positives / negatives, positives == 0 ? 0 : precision / positives);
    }
}
