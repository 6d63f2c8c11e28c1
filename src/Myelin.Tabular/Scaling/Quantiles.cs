namespace Myelin.Tabular;

/// <summary>Quantiles of sorted numbers, between two of them by linear interpolation (Hyndman, Fan 1996, definition 7).</summary>
static class Quantiles
{
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)Math.Floor(place);
        if (below == sorted.Length - 1) return sorted[below];
        double part = place - below, step = sorted[below + 1] - sorted[below];
        // from the nearer of the two, so that the ends are met exactly
        return part >= 0.5 ? sorted[below + 1] - step * (1 - part) : sorted[below] + step * part;
    }

    public static double Median(ReadOnlySpan<double> sorted)
    {
        double high = sorted[sorted.Length / 2], low = sorted[(sorted.Length - 1) / 2], sum = low + high;
        return double.IsFinite(sum) ? sum / 2 : low / 2 + high / 2;
    }
}
