namespace Myelin;

/// <summary>Where a training stands after an epoch.</summary>
/// <param name="Epoch">1 for the first</param>
/// <param name="Steps">steps made since the trainer was made</param>
/// <param name="TrainingLoss">mean over the epoch's batches as they were trained, each weighed by its rows; of a loss that sums, the mean of those sums</param>
/// <param name="ValidationLoss">after the epoch, in evaluation mode; null without validation rows</param>
/// <param name="LearningRate">of the epoch's last step</param>
/// <param name="IsBest">whether these parameters are the best so far</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, long Steps, double TrainingLoss, double? ValidationLoss, double LearningRate, TimeSpan Elapsed, bool IsBest)
{
    /// <summary>What decides which epoch is best (<see cref="TrainingOptions.BestBy"/>), of the validation rows; null without them.</summary>
    public double? Measure { get; init; }
}

/// <summary>What a training did.</summary>
/// <param name="BestEpoch">the epoch whose parameters the model has now; 0 where they are those from before the training</param>
/// <param name="End">why it ended</param>
public sealed record TrainingHistory(IReadOnlyList<TrainingProgress> Epochs, int BestEpoch, TrainingEnd End)
{
    /// <exception cref="InvalidOperationException">No epoch ended with finite parameters.</exception>
    public TrainingProgress Best => BestEpoch > 0 ? Epochs[BestEpoch - 1] : throw new InvalidOperationException("No epoch came to its end, so none is the best.");
}

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    AllEpochs,

    /// <summary>The validation loss had not become better for the epochs of patience.</summary>
    EarlyStop,

    /// <summary>A full-batch optimizer found no better point.</summary>
    Converged,

    /// <summary>A callback or <see cref="Trainer{T}.StopToken"/> said so, or it was cancelled after at least one epoch.</summary>
    Stopped,
}

/// <summary>A training whose loss stopped being finite; the model has the parameters of the last epoch in which it was.</summary>
public sealed class TrainingDivergedException(string message, TrainingHistory history) : Exception(message)
{
    public TrainingHistory History { get; } = history;
}
