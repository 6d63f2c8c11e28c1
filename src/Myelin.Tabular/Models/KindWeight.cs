namespace Myelin.Tabular;

/// <summary>How much the second kind of networks counts beside the first, by rows that neither has learned from.</summary>
static class KindWeight
{
    /// <summary>Quarters: finer ones would be fitted to the noise of these rows. Of equally good ones the first.</summary>
    static readonly double[] s_shares = [0.5, 0.25, 0.75, 0, 1];

    /// <summary>The w for which (1 − w) a + w b has the least log loss, or squared error; a and b are what the kinds say in the mean.</summary>
    /// <param name="weights">what each row counts; null for all alike</param>
    public static double OfSecond(TabularModel model, Table table, IReadOnlyList<(int Kind, float[] Output)>[] said, double[]? weights, CancellationToken cancellation)
    {
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => said[row].Select(one => one.Kind).Distinct().Count() == 2)];
        if (rows.Length == 0) return s_shares[0];
        OutOfFold first = Of(0), second = Of(1);
        return s_shares.MinBy(share =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Loss(first, second, share);
        });

        OutOfFold Of(int kind) => OutOfFold.Of(model.Target, table.Take(rows), [.. rows.Select(row =>
        {
            var sum = new double[model.Target.Classes?.Count ?? 1];
            float[][] outputs = [.. said[row].Where(one => one.Kind == kind).Select(one => one.Output)];
            foreach (float[] output in outputs) model.AddTo(sum, output, 1, 1);
            return model.Interpret(sum, outputs.Length);
        })]) with
        {
            Weights = weights is null ? null : Array.ConvertAll(rows, row => weights[row]),
        };
    }

    static double Loss(OutOfFold first, OutOfFold second, double share)
    {
        double[] a = first.Raw, b = second.Raw, mean = new double[a.Length];
        for (int i = 0; i < mean.Length; i++) mean[i] = (1 - share) * a[i] + share * b[i];
        return first.Classes > 0
            ? ProbabilityScores.LogLoss(first.Labels, mean, first.Classes, first.RawWeights)
            : RegressionErrors.RootMeanSquaredError([.. first.Targets], mean, first.RawWeights);
    }
}
