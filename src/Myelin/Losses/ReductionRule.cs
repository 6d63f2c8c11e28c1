using System.Numerics;

namespace Myelin.Losses;

/// <summary>
/// How a batch's losses become one number, in one place: L = Σₙ sₙ ℓₙ · factor, with sₙ the rows' sample weights and wₙ what each row
/// counts for; for a mean the factor is 1 / Σₙ sₙ wₙ.
/// </summary>
static class ReductionRule
{
    /// <summary>wₙ: every output of a row for the mean of a loss of single elements, what the loss says for one of rows, 1 for the mean over rows.</summary>
    public static T RowCount<T>(this ILoss loss, ReadOnlySpan<T> target, int outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        loss.Reduction == Reduction.Mean ? loss.Count(target, outputs) : T.One;

    /// <summary>What Σₙ sₙ ℓₙ and its gradient are multiplied by; 0 where no row counts, so that L is 0 rather than 0/0.</summary>
    /// <param name="count">Σₙ sₙ wₙ</param>
    public static T Factor<T>(this Reduction reduction, T count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        reduction is Reduction.Sum or Reduction.None ? T.One : count == T.Zero ? T.Zero : T.One / count;
}
