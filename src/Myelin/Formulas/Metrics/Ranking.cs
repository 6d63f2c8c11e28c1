namespace Myelin;

/// <summary>How well scores put rows in order, whatever threshold is chosen later.</summary>
public static class Ranking
{
    /// <summary>
    /// The area under the ROC curve: how probable it is that a positive row scores above a negative one, ties counting half
    /// (Hanley, McNeil 1982); NaN where all rows are of one kind.
    /// </summary>
    public static double RocAuc(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores)
    {
        (double below, long positives, long negatives) = (0, 0, 0);
        foreach ((long p, long n) in Groups(positive, scores))
        {
            below += p * (negatives + n / 2d);
            (positives, negatives) = (positives + p, negatives + n);
        }
        return positives == 0 || negatives == 0 ? double.NaN : below / positives / negatives;
    }

    /// <summary>Σ (Rᵢ − Rᵢ₋₁) Pᵢ over the thresholds from the highest score down; 0 where no row is positive.</summary>
    public static double AveragePrecision(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores)
    {
        long total = 0, given = 0, hits = 0;
        foreach (bool isPositive in positive)
            if (isPositive) total++;
        double sum = 0;
        foreach ((long p, long n) in Enumerable.Reverse(Groups(positive, scores)))
        {
            (given, hits) = (given + p + n, hits + p);
            sum += (double)p * hits / given;
        }
        return total == 0 ? 0 : sum / total;
    }

    // positives and negatives of every different score, ascending
    static List<(long Positives, long Negatives)> Groups(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores)
    {
        Require.SameRows(positive.Length, scores.Length);
        Require.Finite(scores);
        (double[] sorted, bool[] kinds) = (scores.ToArray(), positive.ToArray());
        Array.Sort(sorted, kinds);
        var groups = new List<(long, long)>();
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            long positives = 0;
            for (to = from; to < sorted.Length && sorted[to] == sorted[from]; to++)
                if (kinds[to]) positives++;
            groups.Add((positives, to - from - positives));
        }
        return groups;
    }
}
