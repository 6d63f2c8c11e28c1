using System.Numerics;

namespace Myelin;

/// <summary>
/// How a batch's losses become one number: L = Σₙ sₙ ℓₙ / divisor, with sₙ the rows' sample weights; the divisor of a mean is Σₙ sₙ wₙ.
/// </summary>
static class ReductionRule
{
    /// <summary>Whether nothing is divided.</summary>
    public static bool IsSum(this Reduction reduction) => reduction is Reduction.Sum or Reduction.None;

    /// <summary>
    /// wₙ, what a row counts for: its number of outputs in a mean over elements, what the loss says in a mean of rows, and 1 for
    /// <see cref="Reduction.RowMean"/>.
    /// </summary>
    /// <param name="target">y of the row; may be empty where <see cref="CountsRowsAlike"/></param>
    public static T RowCount<T>(this ILoss loss, ReadOnlySpan<T> target, int outputs) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        loss.Reduction == Reduction.Mean && loss is not IRowLoss { WeighsRowsAlike: true } ? loss.Count(target, outputs) : T.One;

    /// <summary>Whether wₙ is the same for every row, or not asked.</summary>
    public static bool CountsRowsAlike(this ILoss loss) =>
        loss.Reduction != Reduction.Mean || loss is not IRowLoss { WeighsRowsAlike: false };

    /// <summary>What Σₙ sₙ ℓₙ and its gradient are divided by; where no row counts they are 0, whatever they are divided by.</summary>
    /// <param name="count">Σₙ sₙ wₙ</param>
    public static double Divisor(this Reduction reduction, double count) => reduction.IsSum() || count == 0 ? 1 : count;
}
