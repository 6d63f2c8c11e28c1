namespace Myelin;

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
