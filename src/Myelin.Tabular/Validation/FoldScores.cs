namespace Myelin.Tabular;

/// <summary>What one fold of a cross-validation found.</summary>
/// <param name="Fold">1 for the first</param>
/// <param name="Elapsed">to train and to judge</param>
public sealed record FoldScores(int Fold, int TrainingRows, int TestRows, IReadOnlyList<Score> Scores, TimeSpan Elapsed)
{
    /// <summary>What predicting without any feature reaches on the same rows, by the fold's training rows.</summary>
    public IReadOnlyList<Score> Baseline { get; init; } = [];
}
