using System.Diagnostics;

namespace Myelin.Tabular;

/// <summary>
/// How good models are that are trained in a certain way: one is trained for each fold, and judged by rows that it has not seen.
/// </summary>
/// <param name="Folds">what each fold found</param>
/// <param name="Rows">the rows that were judged, in the order of <paramref name="OutOfFold"/></param>
/// <param name="OutOfFold">raw predictions for those rows, to calibrate a model with</param>
public sealed record CrossValidation(IReadOnlyList<FoldScores> Folds, IReadOnlyList<int> Rows, OutOfFold OutOfFold)
{
    /// <summary>Mean and deviation of each score over the folds that have it.</summary>
    public IReadOnlyList<MeanScore> Scores => Means(Folds.SelectMany(fold => fold.Scores));

    /// <summary>The same of predictions that look at no feature, by each fold's training rows.</summary>
    public IReadOnlyList<MeanScore> BaselineScores => Means(Folds.SelectMany(fold => fold.Baseline));

    /// <summary>The models beside that baseline on all rows that were judged; null where nothing was.</summary>
    public BaselineComparison? Baseline { get; init; }

    static IReadOnlyList<MeanScore> Means(IEnumerable<Score> scores) =>
    [
        .. scores.GroupBy(score => score.Name).Select(scores =>
        {
            double[] values = [.. scores.Select(score => score.Value)];
            return new MeanScore(scores.Key, Statistics.Mean(values), Statistics.SampleDeviation(values));
        }),
    ];

    /// <param name="target">all classes of the table, also those that a fold's training rows do not have</param>
    /// <param name="train">trains a model with the rows it is given; it is disposed here</param>
    /// <param name="progress">is told of each fold when it is done</param>
    /// <param name="weight">a column that says what each row counts; null for all alike</param>
    public static CrossValidation Run(
        Table table, Target target, IReadOnlyList<Fold> folds, Func<Table, IPredictor> train,
        IProgress<FoldScores>? progress = null, string? weight = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(train);
        var (scores, rows, raw, given) = (new List<FoldScores>(), new List<int>(), new List<Prediction>(), new List<Prediction>());
        EvaluationOptions options = new();
        foreach (Fold fold in folds)
        {
            cancellation.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            Table test = table.Take([.. fold.Test]);
            Table training = table.Take([.. fold.Training]);
            using IPredictor model = train(training);
            cancellation.ThrowIfCancellationRequested();
            raw.AddRange(ForAllClasses(model.PredictRaw(test), model.Target, target));
            IReadOnlyList<Prediction> predictions = ForAllClasses(model.Predict(test), model.Target, target);
            rows.AddRange(fold.Test);
            given.AddRange(predictions);
            options = EvaluationOptions.Of(model) with { Baseline = Tabular.Baseline.Of(target, training, WeightsOf(training)) };
            Evaluation evaluation = Evaluation.Of(target, Rows(test, predictions), predictions, options, cancellation);
            scores.Add(new(scores.Count + 1, fold.Training.Count, fold.Test.Count, [.. evaluation.Scores()], watch.Elapsed)
            {
                Baseline = evaluation.Baseline?.Scores ?? [],
            });
            progress?.Report(scores[^1]);
        }
        Table judged = table.Take([.. rows]);
        return new(scores, rows, Rows(judged, raw))
        {
            Baseline = rows.Count == 0 ? null
                : Evaluation.Of(target, Rows(judged, given),
                    given, options with { Intervals = null, Baseline = Tabular.Baseline.Of(target, table, WeightsOf(table)) },
                    cancellation).Baseline,
        };

        double[]? WeightsOf(Table of) => weight is null ? null : RowWeights.Of(of, weight);

        OutOfFold Rows(Table of, IReadOnlyList<Prediction> predictions) =>
            OutOfFold.Of(target, of, predictions) with { Weights = WeightsOf(of) };
    }

    // a class that is absent from a fold's training rows was given no probability
    static IReadOnlyList<Prediction> ForAllClasses(IReadOnlyList<Prediction> predictions, Target known, Target all)
    {
        if (all.Classes is not { } classes || known.Classes!.Names.Equals(classes.Names)) return predictions;
        Dictionary<string, int> indices = classes.Names.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        int[] places = [.. known.Classes.Names.Select(name => indices[name])];
        return [.. predictions.Select(prediction =>
        {
            var probabilities = new float[classes.Count];
            for (int k = 0; k < places.Length; k++) probabilities[places[k]] = prediction.Probabilities[k];
            return prediction with { Probabilities = probabilities };
        })];
    }
}
