namespace Myelin;

/// <summary>What a training did.</summary>
/// <param name="BestEpoch">the epoch whose parameters the model has now; 0 where they are those from before the training</param>
/// <param name="End">why it ended</param>
public sealed record TrainingHistory(IReadOnlyList<TrainingProgress> Epochs, int BestEpoch, TrainingEnd End)
{
    /// <exception cref="InvalidOperationException">No epoch ended with finite parameters.</exception>
    public TrainingProgress Best =>
        BestEpoch > 0 ? Epochs[BestEpoch - 1] : throw new InvalidOperationException("No epoch came to its end, so none is the best.");
}
