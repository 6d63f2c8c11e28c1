namespace Myelin;

/// <summary>
/// How wide an interval around a prediction must be to hold the truth in a given share of cases, whatever its distribution.
/// </summary>
public static class SplitConformal
{
    /// <summary>q, the ⌈(n + 1)(1 − α)⌉-th smallest of n scores of rows that were not learned from; +∞ where that is beyond n.</summary>
    /// <remarks>
    /// With scores |y − ŷ| the interval ŷ ± q holds a new row's y with a probability of at least 1 − α, and of at most 1 − α + 1/(n + 1)
    /// where no two are equal, if the rows are exchangeable (Papadopoulos et al. 2002; Lei et al. 2018, algorithm 2 and theorem 2.2).
    /// </remarks>
    /// <param name="coverage">1 − α, such as 0.9</param>
    public static double Quantile(ReadOnlySpan<double> scores, double coverage)
    {
        Require.Rows(scores.Length);
        double[] sorted = scores.ToArray();
        Array.Sort(sorted);
        int rank = Rank(sorted.Length, coverage);
        return rank <= sorted.Length ? sorted[rank - 1] : double.PositiveInfinity;
    }

    /// <summary>⌈(n + 1)(1 − α)⌉, from 1; n + 1 where n rows are too few for the coverage.</summary>
    public static int Rank(int n, double coverage)
    {
        if (coverage is not (> 0 and < 1))
            Throw.OutOfRange(FormattableString.Invariant($"The coverage of an interval must be between 0 and 1, but {coverage} was given."),
                nameof(coverage));
        // 0.9 is a little more than nine tenths: what rounding added is taken off before the ceiling
        return Math.Max(1, (int)Math.Ceiling((n + 1) * coverage - 1e-9));
    }

    /// <summary>The share of intervals that hold their y.</summary>
    public static double Coverage(ReadOnlySpan<double> y, ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        Require.SameRows(y.Length, low.Length);
        Require.SameRows(y.Length, high.Length);
        int held = 0;
        for (int n = 0; n < y.Length; n++)
            if (low[n] <= y[n] && y[n] <= high[n]) held++;
        return (double)held / y.Length;
    }
}
