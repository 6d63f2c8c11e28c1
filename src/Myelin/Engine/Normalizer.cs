using System.Numerics;

namespace Myelin;

/// <summary>The reduction's divisor of rows of samples: 1 of a sum, Σₙ sₙ wₙ of a mean.</summary>
internal static class Normalizer
{
    /// <param name="rows">those of the samples that are in the batch</param>
    /// <param name="outputs">K</param>
    public static double Of<T>(ILoss loss, Samples<T> samples, ReadOnlySpan<int> rows, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> targets = samples.Targets.Span, weights = samples.Weights.Span;
        if (IsOfRowCountAlone(loss, !weights.IsEmpty))
            return loss.Reduction.Divisor(rows.Length * double.CreateTruncating(loss.RowCount<T>([], outputs)));
        double count = 0;
        foreach (int row in rows)
        {
            T weight = loss.RowCount(targets.Slice(row * samples.TargetColumns, samples.TargetColumns), outputs);
            count += double.CreateTruncating(weight) * (weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]));
        }
        return loss.Reduction.Divisor(count);
    }

    /// <summary>Whether as many rows always have the same divisor, so that it need not be asked of each batch.</summary>
    /// <param name="weighted">whether samples have weights</param>
    public static bool IsOfRowCountAlone(ILoss loss, bool weighted) => loss.CountsRowsAlike() && (!weighted || loss.Reduction.IsSum());
}
