namespace Myelin;

/// <summary>Where a training stands after an epoch.</summary>
/// <param name="Epoch">1 for the first</param>
/// <param name="Steps">steps made since the trainer was made</param>
/// <param name="TrainingLoss">
/// mean over the epoch's batches as they were trained, each weighed by its rows; of a loss that sums, the mean of those sums
/// </param>
/// <param name="ValidationLoss">after the epoch, in evaluation mode; null without validation rows</param>
/// <param name="LearningRate">of the epoch's last step</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, long Steps, double TrainingLoss, double? ValidationLoss, double LearningRate, TimeSpan Elapsed)
{
    /// <summary>Whether these parameters are the best so far.</summary>
    public bool IsBest { get; init; }

    /// <summary>
    /// What decides which epoch is best (<see cref="TrainingOptions.BestBy"/>), of the validation rows; null without them.
    /// </summary>
    public double? Measure { get; init; }
}
