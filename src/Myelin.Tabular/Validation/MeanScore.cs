namespace Myelin.Tabular;

/// <summary>A score over folds or repetitions.</summary>
/// <param name="Deviation">the sample deviation of the folds, not the error of the mean; NaN for one fold</param>
public readonly record struct MeanScore(string Name, double Mean, double Deviation);
