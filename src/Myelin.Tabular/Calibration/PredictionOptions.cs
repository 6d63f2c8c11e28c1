namespace Myelin.Tabular;

/// <summary>How rows are predicted.</summary>
public sealed record PredictionOptions
{
    /// <summary>
    /// Whether predicted numbers are limited to the range of the training rows' targets (<see cref="TabularModel.Bounds"/>), as a network
    /// far outside of what it was trained on is free to say anything. Default: true.
    /// </summary>
    public bool Clamp { get; init; } = true;

    /// <summary>
    /// Whether a category that was not in training, a value outside the training range, or a missing value where training had none, is an
    /// error. Default: false.
    /// </summary>
    public bool Strict { get; init; }
}
