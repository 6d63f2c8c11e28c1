using System.Numerics;

namespace Myelin;

/// <summary>Arithmetic of whole vectors: sums in double, one after another in ascending order, the same bits everywhere.</summary>
static class Vectors
{
    /// <summary>Σ x·y</summary>
    public static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += double.CreateTruncating(x[i]) * double.CreateTruncating(y[i]);
        return sum;
    }

    /// <summary>Σ |x|</summary>
    public static double Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        foreach (T value in x) sum += Math.Abs(double.CreateTruncating(value));
        return sum;
    }

    /// <summary>max |x|; NaN if any is</summary>
    public static double Largest<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        foreach (T value in x) largest = Math.Max(largest, Math.Abs(double.CreateTruncating(value)));
        return largest;
    }

    /// <summary>y += a·x</summary>
    public static void AddProduct<T>(double a, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T factor = T.CreateTruncating(a);
        for (int i = 0; i < x.Length; i++) y[i] += factor * x[i];
    }

    /// <summary>x := a·x</summary>
    public static void Scale<T>(double a, Span<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T factor = T.CreateTruncating(a);
        foreach (ref T value in x) value *= factor;
    }
}
