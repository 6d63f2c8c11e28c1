using Myelin.Metrics;

namespace Myelin.Tabular;

/// <summary>How good predictions are: the report of a classification or of a regression.</summary>
public sealed record Evaluation(ClassificationReport? Classification, RegressionReport? Regression)
{
    /// <summary>Accuracy, or R²: the one number to look at first.</summary>
    public double Score => Classification?.Accuracy ?? Regression!.R2;

    public override string ToString() => Classification?.ToString() ?? Regression!.ToString()!;
}
