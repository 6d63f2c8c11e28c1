namespace Myelin.Metrics;

/// <summary>How well scores put rows in order that count differently: a pair of rows counts the product of their weights.</summary>
/// <remarks>N K log N steps. Conventions are those of scikit-learn's sample_weight.</remarks>
static class WeightedRanking
{
    /// <summary>The ROC area of each class against all others, averaged over the classes that occur; of two classes that of class 1.</summary>
    public static double RocAucOneVsRest(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, ReadOnlySpan<double> weights, CancellationToken cancellation = default)
    {
        (double sum, int areas) = (0, 0);
        for (int k = classes == 2 ? 1 : 0; k < classes; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Of(labels, scores, classes, weights, k).Area is var area && !double.IsNaN(area)) (sum, areas) = (sum + area, areas + 1);
        }
        return areas == 0 ? double.NaN : sum / areas;
    }

    /// <summary>The average precision of each class against all others, averaged; of two classes that of class 1.</summary>
    public static double AveragePrecision(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, ReadOnlySpan<double> weights)
    {
        int first = classes == 2 ? 1 : 0;
        double sum = 0;
        for (int k = first; k < classes; k++) sum += Of(labels, scores, classes, weights, k).Precision;
        return sum / (classes - first);
    }

    // from the highest score down: the area is Σ n (P + p/2)/(all p · all n), the precision Σ p P/(P + N)/all p, with p and n of a score and P and N so far
    static (double Area, double Precision) Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int classes, ReadOnlySpan<double> weights, int k)
    {
        var (sorted, order) = (new double[labels.Length], new int[labels.Length]);
        for (int n = 0; n < order.Length; n++) (sorted[n], order[n]) = (-scores[n * classes + k], n);
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
