using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Plots;

/// <summary>What a model said of rows whose target is known, to be shown and drawn.</summary>
/// <param name="Of">which rows: test, validation, training</param>
/// <param name="Actual">the targets of a regression, else empty</param>
/// <param name="Predicted">what the model said of them</param>
/// <param name="Given">the same of classes: probabilities as they are given out, and the true classes</param>
sealed record Findings(string Of, int Rows, Evaluation Evaluation, double[] Actual, double[] Predicted, OutOfFold Given)
{
    const int MostProbabilities = 1 << 20, MostRows = 4096;

    /// <summary>The rows' cells that are unlike the training rows'.</summary>
    public required UnknownCounts Unknown { get; init; }

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Findings Find(TabularModel model, Table table, string of, string? weight = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<Prediction> predictions = Predict(model, table, cancellation);
        var unknown = new UnknownCounts(model);
        unknown.Add(predictions);
        OutOfFold given = OutOfFold.Of(model.Target, table, predictions) with { Weights = weight is null ? null : table.Weights(weight) };
        Evaluation evaluation = model.Evaluate(given, predictions, cancellation);
        return evaluation.Regression is null
            ? new(of, table.Rows, evaluation, [], [], given)
            {
                Seen = model.Seen(table),
                Weight = weight,
                TrainedWeight = model.WeightColumn,
                Unknown = unknown,
            }
            : new(of, table.Rows, evaluation, [.. given.Targets], [.. given.Predictions], given)
            {
                Seen = model.Seen(table),
                Weight = weight,
                TrainedWeight = model.WeightColumn,
                Unknown = unknown,
            };
    }

    /// <summary>The same after a training; null where that was stopped, and this would take long.</summary>
    public static Findings? FindUnlessLong(TabularModel model, Table table, string of, string? weight)
    {
        try
        {
            return Find(model, table, of, weight, StopSignal.LastToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    // some rows at a time: their predictions are the same, and a stop is heeded between them
    static List<Prediction> Predict(IPredictor model, Table table, CancellationToken cancellation)
    {
        var predictions = new List<Prediction>(table.Rows);
        int block = Math.Clamp(MostProbabilities / (model.Target.Classes?.Count ?? 1), 16, MostRows);
        for (int from = 0; from < table.Rows; from += block)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(block, table.Rows - from);
            predictions.AddRange(model.Predict(rows == table.Rows ? table : table.Take([.. Enumerable.Range(from, rows)])));
        }
        return predictions;
    }

    /// <summary>How many of the rows were trained on; null where nobody asked.</summary>
    public SeenRows? Seen { get; init; }

    /// <summary>The column that says what each row counts; null for all alike.</summary>
    public string? Weight { get; init; }

    /// <summary>That of the model's training rows.</summary>
    public string? TrainedWeight { get; init; }

    /// <summary>The baseline's score of this name, as it is shown.</summary>
    public string Baseline(string score) =>
        Evaluation.Baseline?.Scores.Where(of => of.Name == score).Select(of => Cli.Training.Reports.Value(of.Value)).FirstOrDefault() ??
        "–";

    /// <summary>Whether they were set aside for the test before the training.</summary>
    public bool AreHeldOut { get; init; }

    public ConfusionMatrix? Confusion => Evaluation.Classification?.Confusion;
}
