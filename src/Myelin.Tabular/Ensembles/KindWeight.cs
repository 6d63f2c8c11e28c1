namespace Myelin.Tabular;

/// <summary>How much the second kind of networks counts beside the first, by rows that neither has learned from.</summary>
static class KindWeight
{
    /// <summary>Quarters: finer ones would be fitted to the noise of these rows. Of equally good ones the first.</summary>
    static readonly double[] s_shares = [0.5, 0.25, 0.75, 0, 1];

    /// <summary>
    /// The w for which (1 − w) a + w b has the least log loss, or squared error; a and b are what the kinds say in the mean.
    /// </summary>
    /// <param name="weights">what each row counts; null for all alike</param>
    public static double OfSecond(HeldOutAnswers said, Target target, Table table, double[]? weights, CancellationToken cancellation)
    {
        int[] rows = said.RowsOfBoth;
        if (rows.Length == 0) return s_shares[0];
        OutOfFold first = Of(0), second = Of(1);
        return s_shares.MinBy(share =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Mixed(first, second, share).Loss;
        });

        OutOfFold Of(int kind) => OutOfFold.Of(target, table.Take(rows), [.. rows.Select(row => said.MeanOf(row, kind))]) with
        {
            Weights = weights is null ? null : Array.ConvertAll(rows, row => weights[row]),
        };
    }

    static OutOfFold Mixed(OutOfFold first, OutOfFold second, double share)
    {
        double[] a = first.Raw, b = second.Raw, mean = new double[a.Length];
        for (int i = 0; i < mean.Length; i++) mean[i] = (1 - share) * a[i] + share * b[i];
        return first with { Predictions = mean };
    }
}
