using Myelin.Metrics;
using Myelin.Tabular;

namespace Myelin.Cli.Plots;

/// <summary>What a model said of rows whose target is known, to be shown and drawn.</summary>
/// <param name="Of">which rows: test, validation, training</param>
/// <param name="Actual">the targets of a regression, else empty</param>
/// <param name="Predicted">what the model said of them</param>
/// <param name="Given">the same of classes: probabilities as they are given out, and the true classes</param>
sealed record Findings(string Of, int Rows, Evaluation Evaluation, double[] Actual, double[] Predicted, OutOfFold Given)
{
    public static Findings Find(TabularModel model, Table table, string of)
    {
        IReadOnlyList<Prediction> predictions = ((IPredictor)model).Predict(table);
        Evaluation evaluation = Evaluation.Of(model.Target, table, predictions, model.Calibration.Intervals);
        OutOfFold given = OutOfFold.Of(model.Target, table, predictions);
        return evaluation.Regression is null
            ? new(of, table.Rows, evaluation, [], [], given)
            : new(of, table.Rows, evaluation, [.. given.Targets], [.. given.Predictions], given);
    }

    public ConfusionMatrix? Confusion => Evaluation.Classification?.Confusion;
}
