namespace Myelin;

/// <summary>Summary statistics of numbers, accurate for numbers far from 0 and close to each other.</summary>
internal static partial class Statistics
{
    /// <summary>x̄ = 1/N Σ x, corrected by the mean of x − x̄</summary>
    public static double Mean(ReadOnlySpan<double> x)
    {
        Require.Rows(x.Length);
        double mean = Sum(x, 0) / x.Length;
        return double.IsFinite(mean) ? mean + Sum(x, mean) / x.Length : mean;
    }

    /// <summary>1/(N − f) Σ (x − x̄)², in two passes with the second's error taken out (Chan, Golub, LeVeque 1983, eq. 1.7)</summary>
    /// <param name="freedom">f: 1 for a sample, 0 for a whole population</param>
    public static double Variance(ReadOnlySpan<double> x, int freedom = 1)
    {
        double mean = Mean(x);
        var squares = new CompensatedSum();
        foreach (double value in x) squares.Add((value - mean) * (value - mean));
        double rest = Sum(x, mean);
        return Math.Max(0, squares.Value - rest * rest / x.Length) / (x.Length - freedom);
    }

    /// <summary>√(1/(N − 1) Σ (x − x̄)²); NaN for a single number</summary>
    public static double SampleDeviation(ReadOnlySpan<double> x) => Math.Sqrt(Variance(x, 1));

    /// <summary>√(1/N Σ (x − x̄)²)</summary>
    public static double PopulationDeviation(ReadOnlySpan<double> x) => Math.Sqrt(Variance(x, 0));

    /// <summary>The middle number, or the mean of the middle two; NaN if any is</summary>
    public static double Median(ReadOnlySpan<double> x)
    {
        Require.Rows(x.Length);
        double[] sorted = x.ToArray();
        Array.Sort(sorted); // NaN before all others
        int half = sorted.Length / 2;
        return double.IsNaN(sorted[0]) ? double.NaN : sorted.Length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
    }

    // Σ (x − shift)
    static double Sum(ReadOnlySpan<double> x, double shift)
    {
        var sum = new CompensatedSum();
        foreach (double value in x) sum.Add(value - shift);
        return sum.Value;
    }
}
