using Myelin.Kernels;
using Myelin.Metrics;

namespace Myelin.Calibration;

/// <summary>qₖ = pₖ^(1/T) / Σⱼ pⱼ^(1/T), with the T whose log loss is least on rows that the model has not learned from.</summary>
/// <remarks>
/// softmax(z/T) of Guo, Pleiss, Sun, Weinberger 2017, eq. 9, in terms of p = softmax(z): T above 1 makes a model humbler, and the
/// likeliest class stays the likeliest. The log loss is convex in β = 1/T; its slope, Σₙ (Σₖ qₖ ln pₖ − ln p_y), is bisected.
/// </remarks>
public static class TemperatureScaling
{
    /// <summary>T is sought between these two.</summary>
    public const double Least = 0.05, Largest = 20;
    const double Epsilon = 1.4012984643248171e-45; // 2⁻¹⁴⁹, the least float: below it a network's probability is 0

    /// <summary>T. Where every row's class is the likeliest, the smaller T, the better, and none is best: then each counts as right with
    /// 1 − 1/(N + 2) alone (Laplace's rule of succession). Weights say how much each row counts, none: alike.</summary>
    public static double Fit(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights = default)
    {
        Require.Scores(labels, probabilities, classes);
        if (!weights.IsEmpty) Require.SameRows(labels.Length, weights.Length);
        var (logs, right) = (new double[probabilities.Length], 0);
        for (int i = 0; i < logs.Length; i++) logs[i] = Rows.Log(Math.Max(probabilities[i], Epsilon) / Rows.Max(probabilities.Slice(i / classes * classes, classes)));
        for (int n = 0; n < labels.Length; n++) right += logs[n * classes + labels[n]] == 0 ? 1 : 0;
        double low = 1 / Largest, high = 1 / Least, wrong = right == labels.Length ? 1d / (right + 2) : 0;
        if (Slope(labels, logs, classes, high, wrong, weights) <= 0) return Least;
        if (Slope(labels, logs, classes, low, wrong, weights) >= 0) return Largest;
        for (int halving = 0; halving < 50; halving++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = Slope(labels, logs, classes, middle, wrong, weights) > 0 ? (low, middle) : (middle, high);
        }
        return 1 / Math.Sqrt(low * high);
    }

    /// <summary>q of one row; p and q may be the same numbers.</summary>
    public static void Apply(ReadOnlySpan<double> p, double temperature, Span<double> q)
    {
        for (int k = 0; k < p.Length; k++) q[k] = Rows.Log(Math.Max(p[k], Epsilon)) / temperature;
        Rows.Exp(q, Rows.Max<double>(q), q);
        Rows.Divide(q, Rows.Sum<double>(q));
    }

    // of ln (p / max p); the label's, or of that and of the mean of the others' as much as they are expected
    static double Slope(ReadOnlySpan<int> labels, double[] logs, int classes, double beta, double wrong, ReadOnlySpan<double> weights)
    {
        var (sum, q) = (new CompensatedSum(), new double[classes]);
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<double> log = logs.AsSpan(n * classes, classes);
            for (int k = 0; k < classes; k++) q[k] = Rows.Exp(beta * log[k]);
            double expected = (1 - wrong) * log[labels[n]];
            if (wrong > 0) expected += wrong * (Rows.Sum(log) - log[labels[n]]) / (classes - 1);
            sum.Add((weights.IsEmpty ? 1 : weights[n]) * (Rows.Dot(q, log) / Rows.Sum<double>(q) - expected));
        }
        return sum.Value;
    }
}
