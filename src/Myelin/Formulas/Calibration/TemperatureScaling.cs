using Myelin.Kernels;

namespace Myelin;

/// <summary>qₖ = pₖ^(1/T) / Σⱼ pⱼ^(1/T), with the T whose log loss is least on rows that the model has not learned from.</summary>
/// <remarks>
/// softmax(z/T) of Guo, Pleiss, Sun, Weinberger 2017, eq. 9, in terms of p = softmax(z): T above 1 makes a model humbler, and the
/// likeliest class stays the likeliest. The log loss is convex in β = 1/T; its slope, Σₙ (Σₖ qₖ ln pₖ − ln p_y), is bisected.
/// </remarks>
public static class TemperatureScaling
{
    /// <summary>T is sought between these two.</summary>
    public const double Least = 0.05, Largest = 20;

    /// <summary>So many probabilities, and 262,144 rows, are fitted to at most: of more, so many are drawn, always the same ones.</summary>
    public const int MostProbabilities = 1 << 22;

    internal const double Epsilon = 1.4012984643248171e-45; // 2⁻¹⁴⁹, the least float: below it a network's probability is 0

    /// <summary>T. Where every row's class is the likeliest, the smaller T, the better, and none is best: then each counts as right with
    /// 1 − 1/(N + 2) alone (Laplace's rule of succession). Weights say how much each row counts, none: alike.</summary>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Fit(
        ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights = default,
        CancellationToken cancellation = default)
    {
        Require.Scores(labels, probabilities, classes);
        _ = Require.Weights(weights, labels.Length);
        var slope = new TemperatureSlope(labels, probabilities, classes, weights, cancellation);
        double low = 1 / Largest, high = 1 / Least;
        if (slope.At(high) <= 0) return Least;
        if (slope.At(low) >= 0) return Largest;
        for (int halving = 0; halving < 50; halving++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = slope.At(middle) > 0 ? (low, middle) : (middle, high);
        }
        return 1 / Math.Sqrt(low * high);
    }

    /// <summary>q of one row; p and q may be the same numbers.</summary>
    public static void Apply(ReadOnlySpan<double> p, double temperature, Span<double> q)
    {
        for (int k = 0; k < p.Length; k++) q[k] = Math.Max(p[k], Epsilon);
        q = q[..p.Length];
        Rows.Log<double>(q, q);
        Rows.Divide(q, temperature);
        Rows.Exp(q, Rows.Max<double>(q), q);
        Rows.Divide(q, Rows.Sum<double>(q));
    }
}
