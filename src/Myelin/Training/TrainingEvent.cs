namespace Myelin;

/// <summary>
/// Something that happened in a training, told by <see cref="Trainer{T}.Events"/> in this order: <see cref="Began"/>; in every epoch
/// <see cref="Stepped"/> once or more, <see cref="Validated"/> where rows are held out, <see cref="EpochEnded"/>; <see cref="Ended"/>.
/// <see cref="Checkpointed"/> comes wherever a state is written or read.
/// </summary>
public abstract record TrainingEvent
{
    private protected TrainingEvent() { }

    /// <summary>A training begins.</summary>
    /// <param name="Epochs">that it makes at most</param>
    public sealed record Began(int Epochs) : TrainingEvent;

    /// <summary>A block of steps is made: an epoch, or less where rows come in blocks or a checkpoint is due.</summary>
    /// <param name="Epoch">from 1</param>
    /// <param name="Step">steps that the epoch has made</param>
    /// <param name="Loss">their mean loss</param>
    public sealed record Stepped(int Epoch, int Step, double Loss) : TrainingEvent
    {
        /// <summary>Steps made since the trainer was made, as <see cref="TrainingProgress.Steps"/> counts them.</summary>
        public long Steps { get; init; }
    }

    /// <summary>The held-out rows are measured after an epoch.</summary>
    /// <param name="Loss">in evaluation mode</param>
    /// <param name="Measure">what decides which epoch is best (<see cref="TrainingOptions.BestBy"/>)</param>
    public sealed record Validated(int Epoch, double Loss, double Measure) : TrainingEvent;

    /// <summary>An epoch is done, and its numbers are finite.</summary>
    public sealed record EpochEnded(TrainingProgress Progress) : TrainingEvent;

    /// <summary>A state was written, gone on from, or found damaged.</summary>
    public sealed record Checkpointed(CheckpointNotice Notice) : TrainingEvent;

    /// <summary>The training is over, and the model has the parameters that it keeps.</summary>
    /// <param name="History">what it did; null where it threw, unless it diverged</param>
    /// <param name="Error">what Fit throws; null where it returns</param>
    public sealed record Ended(TrainingHistory? History, Exception? Error) : TrainingEvent;
}
