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

    /// <summary>T; 1 where every row's class is the likeliest, as then the smaller T, the better, and none is best.</summary>
    public static double Fit(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes)
    {
        Require.Scores(labels, probabilities, classes);
        double[] logs = Array.ConvertAll(probabilities.ToArray(), p => Rows.Log(Math.Max(p, Epsilon)));
        double low = 1 / Largest, high = 1 / Least;
        if (Slope(labels, logs, classes, high) <= 0) return AllRight(labels, logs, classes) ? 1 : Least;
        if (Slope(labels, logs, classes, low) >= 0) return Largest;
        for (int halving = 0; halving < 50; halving++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = Slope(labels, logs, classes, middle) > 0 ? (low, middle) : (middle, high);
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

    static double Slope(ReadOnlySpan<int> labels, double[] logs, int classes, double beta)
    {
        var (sum, q) = (new CompensatedSum(), new double[classes]);
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<double> log = logs.AsSpan(n * classes, classes);
            double max = Rows.Max(log);
            for (int k = 0; k < classes; k++) q[k] = Rows.Exp(beta * (log[k] - max));
            sum.Add(Rows.Dot(q, log) / Rows.Sum<double>(q) - log[labels[n]]);
        }
        return sum.Value;
    }

    static bool AllRight(ReadOnlySpan<int> labels, double[] logs, int classes)
    {
        bool all = true;
        for (int n = 0; n < labels.Length; n++) all &= logs[n * classes + labels[n]] == Rows.Max<double>(logs.AsSpan(n * classes, classes));
        return all;
    }
}
