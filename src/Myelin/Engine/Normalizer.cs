using System.Numerics;

namespace Myelin;

/// <summary>What a loss's reduction divides by: L = Σₙ sₙ ℓₙ / Σₙ sₙ wₙ for a mean, with w the loss's own weight of a row.</summary>
internal static class Normalizer
{
    public static double Of<T>(ILoss loss, LossPass<T> pass, Samples<T> samples, ReadOnlySpan<int> rows, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (loss.Reduction is Reduction.Sum or Reduction.None) return 1;
        ReadOnlySpan<T> targets = samples.Targets.Span, weights = samples.Weights.Span;
        if (pass.IsUniform && weights.IsEmpty) return rows.Length * double.CreateTruncating(pass.Weight(default, outputs));
        double sum = 0;
        foreach (int row in rows)
        {
            T weight = pass.Weight(targets.Slice(row * samples.TargetColumns, samples.TargetColumns), outputs);
            sum += double.CreateTruncating(weight) * (weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]));
        }

        // rows that all count nothing have a loss of zero, whatever it is divided by
        return sum > 0 ? sum : 1;
    }
}
