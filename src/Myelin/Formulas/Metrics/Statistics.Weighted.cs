namespace Myelin;

internal static partial class Statistics
{
    /// <summary>Σ w (x − x̄)² / Σ w with the weighted mean x̄; without weights every row counts 1</summary>
    internal static double Variance(ReadOnlySpan<double> x, ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty) return Variance(x, 0);
        double all = Require.Weights(weights, x.Length);
        var (sum, squares) = (new CompensatedSum(), new CompensatedSum());
        for (int n = 0; n < x.Length; n++) sum.Add(weights[n] * x[n]);
        double mean = sum.Value / all;
        for (int n = 0; n < x.Length; n++) squares.Add(weights[n] * (x[n] - mean) * (x[n] - mean));
        return squares.Value / all;
    }

    /// <summary>The number that half of the weight is not above; where that is exactly half, the mean of it and the next.</summary>
    /// <param name="x">is sorted</param>
    internal static double Median(double[] x, ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty) return Median(x);
        double half = Require.Weights(weights, x.Length) / 2, below = 0;
        double[] counts = weights.ToArray();
        Array.Sort(x, counts);
        for (int n = 0; n < x.Length; n++)
        {
            if (counts[n] == 0) continue;
            below += counts[n];
            if (below < half) continue;
            int next = n + 1;
            while (next < x.Length && counts[next] == 0) next++;
            return below > half || next == x.Length ? x[n] : x[n] / 2 + x[next] / 2;
        }
        return x[^1];
    }
}
