namespace Myelin;

public static partial class CalibrationError
{
    /// <summary>The same of the likeliest class of each row of the probabilities [N × K].</summary>
    /// <param name="weights">what each row counts</param>
    public static double Expected(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty) return Expected(labels, probabilities, classes);
        Require.Scores(labels, probabilities, classes);
        double all = Require.Weights(weights, labels.Length);
        // Σ w (right − confidence) of each bin
        var gaps = new double[DefaultBins];
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(n * classes, classes);
            int best = Likeliest.Of(row);
            gaps[Math.Clamp((int)Math.Ceiling(row[best] * DefaultBins) - 1, 0, DefaultBins - 1)] +=
                weights[n] * ((best == labels[n] ? 1 : 0) - row[best]);
        }
        return gaps.Sum(Math.Abs) / all;
    }
}
