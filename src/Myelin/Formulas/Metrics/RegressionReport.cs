using System.Globalization;

namespace Myelin;

/// <summary>Every metric of a regression, computed once; of several outputs the mean, and of the maximum error the largest.</summary>
public sealed class RegressionReport
{
    /// <param name="y">[N × K], row after row</param>
    /// <param name="predictions">ŷ [N × K]</param>
    /// <param name="outputs">K</param>
    /// <param name="weights">what each row counts, as scikit-learn's sample_weight does; none for all alike. The
    /// maximum error has no weights</param>
    public RegressionReport(ReadOnlySpan<double> y, ReadOnlySpan<double> predictions, int outputs = 1,
        ReadOnlySpan<double> weights = default)
    {
        Require.SameRows(y.Length, predictions.Length);
        if (outputs < 1 || y.Length % outputs != 0)
            Throw.Argument($"{y.Length} numbers are no whole number of rows of {outputs} outputs.", nameof(outputs));
        Require.Finite(y, outputs, "true value");
        Require.Finite(predictions, outputs);
        Rows = y.Length / outputs;
        for (int k = 0; k < outputs; k++)
        {
            (double[] truth, double[] given) = (Column(y, k, outputs), Column(predictions, k, outputs));
            MeanAbsoluteError += RegressionErrors.MeanAbsoluteError(truth, given, weights) / outputs;
            MeanSquaredError += RegressionErrors.MeanSquaredError(truth, given, weights) / outputs;
            RootMeanSquaredError += RegressionErrors.RootMeanSquaredError(truth, given, weights) / outputs;
            MedianAbsoluteError += RegressionErrors.MedianAbsoluteError(truth, given, weights) / outputs;
            MaximumError = Math.Max(MaximumError, RegressionErrors.MaximumError(truth, given));
            MeanAbsolutePercentageError += RegressionErrors.MeanAbsolutePercentageError(truth, given, weights) / outputs;
            R2 += RegressionErrors.R2(truth, given, weights) / outputs;
            ExplainedVariance += RegressionErrors.ExplainedVariance(truth, given, weights) / outputs;
        }
    }

    public int Rows { get; }

    public double MeanAbsoluteError { get; }

    public double MeanSquaredError { get; }

    public double RootMeanSquaredError { get; }

    public double MedianAbsoluteError { get; }

    public double MaximumError { get; }

    /// <summary>A share: 0.1 for ten percent.</summary>
    public double MeanAbsolutePercentageError { get; }

    /// <summary>NaN for a single row.</summary>
    public double R2 { get; }

    public double ExplainedVariance { get; }

    /// <summary>The numbers with their names, in the order of the table.</summary>
    public IEnumerable<(string Name, double Value)> Numbers() =>
    [
        ("R²", R2), ("RMSE", RootMeanSquaredError), ("MAE", MeanAbsoluteError), ("MSE", MeanSquaredError),
        ("median absolute error", MedianAbsoluteError), ("maximum error", MaximumError),
        ("MAPE", MeanAbsolutePercentageError), ("explained variance", ExplainedVariance),
    ];

    public override string ToString() => string.Join(Environment.NewLine, Numbers().Select(number =>
        $"{number.Name,-23}{(double.IsNaN(number.Value) ? "–" : number.Value.ToString("G6", CultureInfo.InvariantCulture)),12}"));

    static double[] Column(ReadOnlySpan<double> rows, int column, int columns)
    {
        var numbers = new double[rows.Length / columns];
        for (int n = 0; n < numbers.Length; n++) numbers[n] = rows[n * columns + column];
        return numbers;
    }
}
