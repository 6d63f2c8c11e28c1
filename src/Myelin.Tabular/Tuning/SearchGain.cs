using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>What a search has won over the settings that were there before it, and how much of that is luck.</summary>
/// <param name="Best">the trial with the smallest mean loss, of equal ones the first</param>
/// <param name="Gain">by how much its loss is below that of trial 0, mean over the folds</param>
/// <param name="Error">the standard error of that difference, paired over folds, whose training rows overlap</param>
/// <param name="Luck">by how much the best of as many trials would seem better on average if all were as good as trial 0</param>
public sealed record SearchGain(Trial Best, double Gain, double Error, double Luck)
{
    const int Draws = 4000;

    /// <summary>The part of the gain that luck explains, from 0 to 1.</summary>
    public double LuckShare => Gain <= 0 ? 1 : Math.Min(1, Luck / Gain);

    /// <remarks>The error is √((1/K + 1/(K − 1)) s²), s² the variance of the K differences (Nadeau, Bengio 2003, section 3.3).</remarks>
    public static SearchGain? Of(IReadOnlyList<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        if (trials.Count == 0 || trials[0].Losses.Count == 0) return null;
        Trial first = trials[0], best = trials.MinBy(trial => trial.Loss)!;
        Trial[] others = [.. trials.Skip(1).Where(trial => trial.Losses.Count > 0)];
        double k = first.Losses.Count;
        double[] noise = [.. others.Select(trial => Deviation(first, trial) / Math.Sqrt(k)).Where(double.IsFinite)];
        return new(best, first.Loss - best.Loss, Deviation(first, best) * Math.Sqrt(1 / k + 1 / (k - 1)),
            noise.Length == 0 ? 0 : Statistics.Median(noise) * LargestOf(others.Length));
    }

    static double Deviation(Trial first, Trial other) =>
        Statistics.SampleDeviation([.. first.Losses.Zip(other.Losses, (loss, of) => loss - of)]);

    /// <summary>The mean of the largest of 0 and n normal numbers.</summary>
    static double LargestOf(int n)
    {
        double sum = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var random = new RandomStream(1, RandomPurpose.Other, 0x6C75636B, (uint)draw);
            double largest = 0;
            for (int i = 0; i < n; i++) largest = Math.Max(largest, random.Normal());
            sum += largest;
        }
        return sum / Draws;
    }
}
