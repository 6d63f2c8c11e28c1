namespace Myelin.Tabular;

/// <summary>What each network of a model says of the rows that it has not learned from, and what follows for the model.</summary>
static class HeldOut
{
    /// <summary>The same; false where it was cancelled.</summary>
    public static bool HasJudged(
        TabularModel model, Table table, Samples<float> samples, IReadOnlyList<Fold> folds, IReadOnlyList<int> kinds, ThresholdMetric? threshold,
        CancellationToken cancellation)
    {
        try
        {
            Judge(model, table, samples, folds, kinds, threshold, cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Weighs kinds of networks by these predictions, keeps them, calibrates the model by them, and records its validation scores.</summary>
    /// <param name="kinds">of each network, from 0</param>
    /// <param name="cancellation">ends it early: what is done by then is kept, and the rest of the model as it was</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Judge(
        TabularModel model, Table table, Samples<float> samples, IReadOnlyList<Fold> folds, IReadOnlyList<int> kinds, ThresholdMetric? threshold,
        CancellationToken cancellation = default)
    {
        List<(int Kind, float[] Output)>[] said = Said(model, samples, folds, kinds, table.Rows, cancellation);
        double[] weights = [1, 1];
        double[]? counts = samples.Weights.IsEmpty ? null : Array.ConvertAll(samples.Weights.ToArray(), weight => (double)weight);
        if (kinds.Distinct().Count() > 1)
        {
            double share = KindWeight.OfSecond(model, table, said, counts, cancellation);
            weights = [1 - share, share];
            foreach (List<(int Kind, float[] Output)> row in said) row.RemoveAll(one => weights[one.Kind] == 0);
            model.Weigh([.. kinds.Select(kind => weights[kind])], kinds);
        }
        else model.Weigh([.. kinds.Select(_ => 1d)], kinds);
        int[] judged = [.. Enumerable.Range(0, table.Rows).Where(row => said[row].Count > 0)];
        Table known = table.Take(judged);
        double[]? judgedCounts = counts is null ? null : Array.ConvertAll(judged, row => counts[row]);
        model.OutOfFold = Rows(Means(1));
        model.OutOfFoldRows = judged;
        if (model.Target.Classes is not null && judged.Any(row => said[row].Count < model.Members.Count)) CalibrateMembers();
        else model.Restore(ModelCalibration.Fit(model.OutOfFold, threshold, model.Calibration.Balanced, cancellation));
        IReadOnlyList<Prediction> given = model.Calibration.Apply(Means(model.Calibration.OfMembers ? model.Calibration.Temperature : 1), model.Target);
        model.Record("validation", Evaluation.Of(model.Target, Rows(given), given, EvaluationOptions.Of(model), cancellation));

        OutOfFold Rows(IReadOnlyList<Prediction> predictions) => OutOfFold.Of(model.Target, known, predictions) with { Weights = judgedCounts };

        Prediction[] Means(double temperature) => [.. judged.Select(row =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Mean(said[row], temperature);
        })];

        Prediction Mean(IReadOnlyList<(int Kind, float[] Output)> of, double temperature)
        {
            var sum = new double[model.Target.Classes?.Count ?? 1];
            foreach ((int kind, float[] output) in of) model.AddTo(sum, output, temperature, weights[kind]);
            return model.Interpret(sum, of.Sum(one => weights[one.Kind]));
        }

        // a row for each network that judged it: the mean of all is humbler than that of those few
        void CalibrateMembers()
        {
            int[] each = [.. judged.Index().SelectMany(row => Enumerable.Repeat(row.Index, said[row.Item].Count))];
            OutOfFold single = OutOfFold.Of(model.Target, known.Take(each), [.. judged.SelectMany(row => said[row].Select(one => Mean([one], 1)))]) with
            {
                Weights = judgedCounts is null ? null : Array.ConvertAll(each, row => judgedCounts[row]),
            };
            model.Restore(ModelCalibration.FitMembers(single, row => each[row], temperature => Rows(Means(temperature)), threshold, model.Calibration.Balanced, cancellation));
        }
    }

    // of each row what the networks said that have not learned from it
    static List<(int Kind, float[] Output)>[] Said(TabularModel model, Samples<float> samples, IReadOnlyList<Fold> folds, IReadOnlyList<int> kinds, int count, CancellationToken cancellation)
    {
        const int Block = 4096;
        int width = model.Network.Outputs;
        List<(int, float[])>[] said = [.. Enumerable.Range(0, count).Select(_ => new List<(int, float[])>(1))];
        for (int i = 0; i < folds.Count; i++)
        {
            int[] rows = [.. folds[i].Test];
            var outputs = new float[rows.Length * width];
            ReadOnlySpan<float> inputs = samples.Select(rows).Inputs.Span;
            for (int from = 0; from < rows.Length; from += Block)
            {
                cancellation.ThrowIfCancellationRequested();
                int some = Math.Min(Block, rows.Length - from);
                model.Members[i].Predict(inputs.Slice(from * samples.InputColumns, some * samples.InputColumns), outputs.AsSpan(from * width, some * width));
            }
            for (int n = 0; n < rows.Length; n++) said[rows[n]].Add((kinds[i], outputs[(n * width)..((n + 1) * width)]));
        }
        return said;
    }
}
