using Myelin.Kernels;

namespace Myelin;

/// <summary>How good predicted probabilities [N × K] are, and the classes that follow from them.</summary>
public static class ProbabilityScores
{
    const double Epsilon = 2.220446049250313e-16; // 2⁻⁵²

    /// <summary>−1/N Σₙ log pₙ of the true class, p bounded to [2⁻⁵², 1 − 2⁻⁵²] and then divided by its row's sum.</summary>
    public static double LogLoss(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes,
        ReadOnlySpan<double> weights = default)
    {
        Require.Scores(labels, probabilities, classes);
        var (all, sum) = (Require.Weights(weights, labels.Length), new CompensatedSum());
        for (int n = 0; n < labels.Length; n++)
        {
            double total = 0;
            foreach (double p in probabilities.Slice(n * classes, classes)) total += Math.Clamp(p, Epsilon, 1 - Epsilon);
            sum.Add((weights.IsEmpty ? 1 : weights[n]) *
                -Rows.Log(Math.Clamp(probabilities[n * classes + labels[n]], Epsilon, 1 - Epsilon) / total));
        }
        return sum.Value / all;
    }

    /// <summary>1/N Σₙ Σₖ (pₙₖ − tₙₖ)² with t 1 for the true class and 0 for others (Brier 1950, eq. 2)</summary>
    /// <remarks>For two classes half of it, which is 1/N Σ (p − t)² of either.</remarks>
    public static double Brier(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes,
        ReadOnlySpan<double> weights = default)
    {
        Require.Scores(labels, probabilities, classes);
        var (all, sum) = (Require.Weights(weights, labels.Length), new CompensatedSum());
        for (int n = 0; n < labels.Length; n++)
            for (int k = 0; k < classes; k++)
            {
                double error = probabilities[n * classes + k] - (k == labels[n] ? 1 : 0);
                sum.Add((weights.IsEmpty ? 1 : weights[n]) * (error * error));
            }
        return sum.Value / all / (classes == 2 ? 2 : 1);
    }

    /// <summary>The share of rows whose class is among the k likeliest; of equally likely classes the later go first.</summary>
    public static double TopAccuracy(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes, int k,
        ReadOnlySpan<double> weights = default)
    {
        Require.Scores(labels, probabilities, classes);
        double all = Require.Weights(weights, labels.Length);
        if (k < 1) Throw.OutOfRange($"The likeliest {k} classes were asked for; ask for 1 at least.", nameof(k));
        double hits = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(n * classes, classes);
            int before = 0;
            for (int j = 0; j < classes; j++)
                if (row[j] > row[labels[n]] || row[j] == row[labels[n]] && j > labels[n]) before++;
            if (before < k) hits += weights.IsEmpty ? 1 : weights[n];
        }
        return hits / all;
    }
}
