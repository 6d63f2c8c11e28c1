using Myelin.Metrics;

namespace Myelin.Tabular;

/// <summary>A number as (x − Shift) / Divisor, with the training median where it is missing, and where training rows had missing cells a second column that says so (1, else 0).</summary>
/// <param name="Median">of the training rows' present cells</param>
public sealed record NumberEncoder(string Column, double Median, double Shift, double Divisor, bool MarksMissing, bool IsDate = false) : ColumnEncoder(Column)
{
    public override IReadOnlyList<string> Outputs => MarksMissing ? [Column, $"{Column} missing"] : [Column];

    /// <summary>From the training rows alone.</summary>
    public static NumberEncoder Fit(Column column, NumberScaling scaling)
    {
        double[] present = [.. Enumerable.Range(0, column.Rows).Select(column.Number).Where(number => !double.IsNaN(number))];
        double median = present.Length == 0 ? 0 : Quantile(present, 0.5);
        double[] filled = [.. Enumerable.Range(0, column.Rows).Select(column.Number).Select(number => double.IsNaN(number) ? median : number)];
        (double shift, double divisor) = Scale(filled, scaling);
        return new(column.Name, median, shift, divisor, present.Length < column.Rows, column.Type == ColumnType.Date);
    }

    /// <summary>Shift and divisor of a scaling; a column of one value keeps the divisor 1.</summary>
    public static (double Shift, double Divisor) Scale(ReadOnlySpan<double> x, NumberScaling scaling)
    {
        double[] sorted = x.ToArray();
        Array.Sort(sorted);
        (double shift, double divisor) = scaling switch
        {
            NumberScaling.Standard => Standard(x),
            NumberScaling.MinMax => (sorted[0], sorted[^1] - sorted[0]),
            NumberScaling.MaxAbs => (0, Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1]))),
            NumberScaling.Robust => (Quantile(sorted, 0.5), Quantile(sorted, 0.75) - Quantile(sorted, 0.25)),
            _ => (0, 1),
        };
        return (shift, divisor > 0 && double.IsFinite(divisor) ? divisor : 1);
    }

    public override void Apply(Table table, Span<float> destination, int stride)
    {
        Column column = table[Column];
        for (int row = 0; row < column.Rows; row++)
        {
            double number = column.Number(row);
            bool missing = double.IsNaN(number);
            destination[row * stride] = (float)(((missing ? Median : number) - Shift) / Divisor);
            if (MarksMissing) destination[row * stride + 1] = missing ? 1 : 0;
        }
    }

    static (double, double) Standard(ReadOnlySpan<double> x)
    {
        (double mean, double deviation) = (Statistics.Mean(x), Statistics.PopulationDeviation(x));

        // what rounding leaves of a constant column is no spread
        return (mean, deviation > 1e-12 * Math.Abs(mean) ? deviation : 0);
    }

    /// <summary>Linear interpolation between the two nearest of the sorted numbers.</summary>
    public static double Quantile(double[] x, double share)
    {
        double[] sorted = [.. x];
        Array.Sort(sorted);
        double at = share * (sorted.Length - 1);
        int below = (int)at, above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
