namespace Myelin;

internal static partial class Statistics
{
    /// <summary>x̄ of numbers as they are written: 10000000.1 is a decimal, and no double</summary>
    /// <exception cref="OverflowException">A sum is beyond 7.9e28.</exception>
    public static decimal Mean(ReadOnlySpan<decimal> x)
    {
        Require.Rows(x.Length);
        decimal sum = 0;
        foreach (decimal value in x) sum += value;
        return sum / x.Length;
    }

    /// <summary>1/(N − f) Σ (x − x̄)² of numbers as they are written, with 28 digits</summary>
    /// <param name="freedom">f: 1 for a sample, 0 for a whole population</param>
    /// <exception cref="OverflowException">A sum is beyond 7.9e28.</exception>
    public static double Variance(ReadOnlySpan<decimal> x, int freedom = 1)
    {
        decimal mean = Mean(x), squares = 0;
        foreach (decimal value in x) squares += (value - mean) * (value - mean);
        return (double)squares / (x.Length - freedom);
    }
}
