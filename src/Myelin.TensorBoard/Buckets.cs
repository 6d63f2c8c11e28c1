using System.Numerics;

namespace Myelin.TensorBoard;

/// <summary>A histogram: buckets of equal width from the smallest number to the largest.</summary>
/// <remarks>
/// Source of the number of buckets and of the bucket of equal numbers: tensorboard/plugins/histogram/summary_v2.py of TensorBoard 2.
/// </remarks>
static class Buckets
{
    /// <summary>Numbers that describe a bucket: left edge, right edge, count.</summary>
    public const int Width = 3;

    const int Most = 30;

    /// <summary>The buckets [k × 3]; none where no number is finite. Numbers that are not finite are not counted.</summary>
    public static double[] Of<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T low = T.PositiveInfinity, high = T.NegativeInfinity;
        int finite = 0;
        foreach (T value in values)
        {
            if (!T.IsFinite(value)) continue;
            finite++;
            if (value < low) low = value;
            if (value > high) high = value;
        }
        if (finite == 0) return [];
        (double left, double right) = (double.CreateTruncating(low), double.CreateTruncating(high));
        if (left == right) return [left - 0.5, left + 0.5, finite];
        double width = right / Most - left / Most;
        var buckets = new double[Most * Width];
        for (int i = 0; i < Most; i++)
        {
            buckets[i * Width] = left + i * width;
            buckets[i * Width + 1] = i == Most - 1 ? right : left + (i + 1) * width;
        }
        foreach (T value in values)
            if (T.IsFinite(value))
                buckets[Math.Min((int)((double.CreateTruncating(value) - left) / width), Most - 1) * Width + 2]++;
        return buckets;
    }
}
