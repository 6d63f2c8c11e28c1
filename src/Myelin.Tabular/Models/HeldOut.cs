namespace Myelin.Tabular;

/// <summary>What the networks of a model say of the rows that they have not learned from, and what follows for the model.</summary>
/// <param name="table">the rows of the samples</param>
/// <param name="rows">with a fold for each of the model's networks</param>
sealed class HeldOut(TabularModel model, Table table, EnsembleRows rows, ThresholdMetric? threshold, CancellationToken cancellation)
{
    readonly double[]? _counts = rows.Samples.Weights.IsEmpty
        ? null
        : Array.ConvertAll(rows.Samples.Weights.ToArray(), weight => (double)weight);

    /// <summary>
    /// Weighs kinds of networks by these predictions, keeps them, calibrates the model by them, and records its validation scores; false
    /// where it was cancelled: what is done by then is kept, and the rest of the model as it was.
    /// </summary>
    /// <param name="kinds">of each network, from 0</param>
    public bool HasJudged(IReadOnlyList<int> kinds)
    {
        try
        {
            Judge(kinds);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    void Judge(IReadOnlyList<int> kinds)
    {
        var said = new HeldOutAnswers(model.Members, model.Answer, rows, kinds, cancellation);
        if (kinds.Distinct().Count() > 1) said.Weigh(KindWeight.OfSecond(said, model.Target, table, _counts, cancellation));
        model.Weigh([.. kinds.Select(kind => said.Weights[kind])], kinds);
        int[] judged = said.Rows;
        Table known = table.Take(judged);
        model.OutOfFold = Means(1);
        model.OutOfFoldRows = judged;
        bool isPart = model.Target.Classes is not null && judged.Any(row => said.Count(row) < model.Members.Count);
        model.Restore(isPart ? OfMembers() : ModelCalibration.Fit(model.OutOfFold, threshold, model.Calibration.Balanced, cancellation));
        IReadOnlyList<Prediction> given =
            model.Calibration.Apply(Predictions(model.Calibration.OfMembers ? model.Calibration.Temperature : 1), model.Target);
        OutOfFold judgement = Rows(known, given, judged);
        model.Record(Score.Validation, Evaluation.Of(model.Target, judgement, given, EvaluationOptions.Of(model), cancellation));

        Prediction[] Predictions(double temperature) => [.. judged.Select(row =>
        {
            cancellation.ThrowIfCancellationRequested();
            return said.Mean(row, temperature);
        })];

        OutOfFold Means(double temperature) => Rows(known, Predictions(temperature), judged);

        // a row for each network that judged it: the mean of all is humbler than that of those few
        ModelCalibration OfMembers()
        {
            int[] each = [.. judged.Index().SelectMany(row => Enumerable.Repeat(row.Index, said.Count(row.Item)))];
            OutOfFold single = Rows(known.Take(each), [.. judged.SelectMany(said.Each)], [.. each.Select(row => judged[row])]);
            return ModelCalibration.FitMembers(single, row => each[row], Means, threshold, model.Calibration.Balanced, cancellation);
        }
    }

    /// <param name="of">the row of the samples that each is</param>
    OutOfFold Rows(Table known, IReadOnlyList<Prediction> predictions, int[] of) => OutOfFold.Of(model.Target, known, predictions) with
    {
        Weights = _counts is null ? null : Array.ConvertAll(of, row => _counts[row]),
    };
}
