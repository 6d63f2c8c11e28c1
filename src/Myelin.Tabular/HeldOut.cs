using Myelin.Calibration;

namespace Myelin.Tabular;

/// <summary>What each network of a model says of the rows that it has not learned from, and what follows for the model.</summary>
static class HeldOut
{
    /// <summary>Keeps these predictions, calibrates the model by them, and records its validation scores.</summary>
    public static void Judge(TabularModel model, Table table, Samples<float> samples, IReadOnlyList<Fold> folds, ThresholdMetric? threshold)
    {
        int width = model.Network.Outputs, classes = model.Target.Classes?.Count ?? 0;
        var (sums, counts) = (new double[table.Rows][], new int[table.Rows]);
        for (int i = 0; i < folds.Count; i++)
        {
            int[] rows = [.. folds[i].Test];
            var outputs = new float[rows.Length * width];
            model.Members[i].Predict(samples.Select(rows).Inputs.Span, outputs);
            for (int n = 0; n < rows.Length; n++)
            {
                double[] sum = sums[rows[n]] ??= new double[Math.Max(1, classes)];
                model.AddTo(sum, outputs.AsSpan(n * width, width));
                counts[rows[n]]++;
            }
        }
        int[] judged = [.. Enumerable.Range(0, table.Rows).Where(row => counts[row] > 0)];
        Prediction[] raw = [.. judged.Select(row => model.Interpret(sums[row], counts[row]))];
        Table known = table.Take(judged);
        model.OutOfFold = OutOfFold.Of(model.Target, known, raw);
        model.OutOfFoldRows = judged;
        model.Calibrate(model.OutOfFold, threshold);
        model.Record("validation", Evaluation.Of(model.Target, known, model.Calibration.Apply(raw, model.Target), model.Calibration.Intervals));
    }
}
