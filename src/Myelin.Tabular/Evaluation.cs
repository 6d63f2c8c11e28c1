using Myelin.Metrics;

namespace Myelin.Tabular;

/// <summary>How good predictions are: the report of a classification or of a regression.</summary>
public sealed record Evaluation(ClassificationReport? Classification, RegressionReport? Regression)
{
    /// <summary>The number to look at first: accuracy, or root mean squared error.</summary>
    public Score Score => Classification is { } report ? new("accuracy", report.Accuracy) : new("RMSE", Regression!.RootMeanSquaredError);

    /// <summary>Every number that is one; the area under a curve is none where a class is absent.</summary>
    public IEnumerable<Score> Scores() => (Classification?.Numbers() ?? Regression!.Numbers())
        .Where(number => double.IsFinite(number.Value)).Select(number => new Score(number.Name, number.Value));

    public override string ToString() => Classification?.ToString() ?? Regression!.ToString();
}
