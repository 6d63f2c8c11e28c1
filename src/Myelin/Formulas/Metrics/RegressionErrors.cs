namespace Myelin;

/// <summary>How far predictions ŷ are from y; e = ŷ − y. One output each.</summary>
public static class RegressionErrors
{
    /// <summary>1/N Σ |e|</summary>
    public static double MeanAbsoluteError(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction,
        ReadOnlySpan<double> weights = default) => Mean(y, prediction, static (_, e) => Math.Abs(e), weights);

    /// <summary>1/N Σ e²</summary>
    public static double MeanSquaredError(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction,
        ReadOnlySpan<double> weights = default) => Mean(y, prediction, static (_, e) => e * e, weights);

    /// <summary>√(1/N Σ e²)</summary>
    public static double RootMeanSquaredError(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction,
        ReadOnlySpan<double> weights = default) => Math.Sqrt(MeanSquaredError(y, prediction, weights));

    /// <summary>R² = 1 − Σ e² / Σ (y − ȳ)²; for a constant y 1 if every e is 0, else 0; NaN for a single row</summary>
    public static double R2(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction, ReadOnlySpan<double> weights = default) =>
        y.Length == 1 ? double.NaN : Explained(MeanSquaredError(y, prediction, weights), y, weights);

    /// <summary>1 − Var e / Var y: R² without what a constant added to ŷ could mend</summary>
    public static double ExplainedVariance(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction,
        ReadOnlySpan<double> weights = default) => Explained(Statistics.Variance(Errors(y, prediction), weights), y, weights);

    /// <summary>The median of |e|</summary>
    public static double MedianAbsoluteError(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction,
        ReadOnlySpan<double> weights = default) => Statistics.Median(Array.ConvertAll(Errors(y, prediction), Math.Abs), weights);

    /// <summary>max |e|, of rows that count little too</summary>
    public static double MaximumError(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction) => Errors(y, prediction).Max(Math.Abs);

    /// <summary>1/N Σ |e| / max(|y|, 2⁻⁵²): a share, 0.1 for ten percent</summary>
    public static double MeanAbsolutePercentageError(ReadOnlySpan<double> y,
        ReadOnlySpan<double> prediction, ReadOnlySpan<double> weights = default) =>
        Mean(y, prediction, static (y, e) => Math.Abs(e) / Math.Max(Math.Abs(y), 2.220446049250313e-16), weights);

    static double Explained(double unexplained, ReadOnlySpan<double> y, ReadOnlySpan<double> weights)
    {
        double variance = Statistics.Variance(y, weights);
        return variance > 0 ? 1 - unexplained / variance : unexplained == 0 ? 1 : 0;
    }

    static double[] Errors(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction)
    {
        Require.SameRows(y.Length, prediction.Length);
        var errors = new double[y.Length];
        for (int n = 0; n < y.Length; n++) errors[n] = prediction[n] - y[n];
        return errors;
    }

    static double Mean(ReadOnlySpan<double> y, ReadOnlySpan<double> prediction, Func<double, double, double> term,
        ReadOnlySpan<double> weights)
    {
        var (errors, sum) = (Errors(y, prediction), new CompensatedSum());
        double all = Require.Weights(weights, errors.Length);
        for (int n = 0; n < errors.Length; n++) sum.Add((weights.IsEmpty ? 1 : weights[n]) * term(y[n], errors[n]));
        return sum.Value / all;
    }
}
