using Myelin.Metrics;
using Myelin.Tabular;

namespace Myelin.Cli.Plots;

/// <summary>What a model said of rows whose target is known, to be shown and drawn.</summary>
/// <param name="Of">which rows: test, validation, training</param>
/// <param name="Actual">the targets of a regression, else empty</param>
/// <param name="Predicted">what the model said of them</param>
sealed record Findings(string Of, int Rows, Evaluation Evaluation, double[] Actual, double[] Predicted)
{
    public static Findings Find(TabularModel model, Table table, string of)
    {
        Evaluation evaluation = model.Evaluate(table);
        if (evaluation.Regression is null) return new(of, table.Rows, evaluation, [], []);
        return new(of, table.Rows, evaluation, model.Target.Numbers(table), [.. model.Predict(table).Select(prediction => prediction.Value)]);
    }

    public ConfusionMatrix? Confusion => Evaluation.Classification?.Confusion;
}
