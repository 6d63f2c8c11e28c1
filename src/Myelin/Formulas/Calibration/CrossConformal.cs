namespace Myelin;

/// <summary>CV+: an interval from the models of K folds, which lets every row be learned from and be judged by.</summary>
public static class CrossConformal
{
    /// <summary>From the ⌊α(n + 1)⌋-th smallest of ŷ₋ₖ − Rᵢ to the ⌈(1 − α)(n + 1)⌉-th smallest of ŷ₋ₖ + Rᵢ, k = k(i).</summary>
    /// <remarks>
    /// Barber, Candès, Ramdas, Tibshirani 2021, "Predictive inference with the jackknife+", section 3: the interval holds y with a
    /// probability of at least 1 − 2α − √(2/n), and in practice of about 1 − α. An end is infinite where n is too small for the coverage.
    /// </remarks>
    /// <param name="predictions">ŷ₋ₖ(x) of the model that has not seen fold k, one for each fold</param>
    /// <param name="residuals">Rᵢ = |yᵢ − ŷ₋ₖ₍ᵢ₎(xᵢ)| of every row i</param>
    /// <param name="folds">k(i), from 0</param>
    /// <param name="coverage">1 − α</param>
    public static (double Low, double High) Interval(
        ReadOnlySpan<double> predictions, ReadOnlySpan<double> residuals, ReadOnlySpan<int> folds, double coverage)
    {
        Require.SameRows(residuals.Length, folds.Length);
        Require.Classes(folds, predictions.Length);
        var (lows, highs) = (new double[residuals.Length], new double[residuals.Length]);
        for (int i = 0; i < lows.Length; i++)
            (lows[i], highs[i]) = (predictions[folds[i]] - residuals[i], predictions[folds[i]] + residuals[i]);
        // the ⌊α(n + 1)⌋-th smallest is the ⌈(1 − α)(n + 1)⌉-th largest
        Array.ConvertAll(lows, low => -low).CopyTo(lows, 0);
        return (-SplitConformal.Quantile(lows, coverage), SplitConformal.Quantile(highs, coverage));
    }
}
