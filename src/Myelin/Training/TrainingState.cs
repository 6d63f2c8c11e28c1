namespace Myelin;

/// <summary>Where a training stands: all that decides how it goes on, beside the numbers of model and optimizer.</summary>
internal sealed class TrainingState
{
    /// <summary>What the epochs that are done were like.</summary>
    public List<TrainingProgress> History { get; init; } = [];

    /// <summary>Steps over batches that the epoch under way has made.</summary>
    public int Step { get; set; }

    /// <summary>Steps of the optimizer before the epoch under way.</summary>
    public long StepsBefore { get; set; }

    /// <summary>Epochs that the trainer has made, in earlier trainings too: decides the order of rows.</summary>
    public int EpochsMade { get; set; }

    /// <summary>From 1; 0 before the first that ended with finite numbers.</summary>
    public int BestEpoch { get; set; }

    public double BestMeasure { get; set; } = double.PositiveInfinity;

    public PlateauState Plateau { get; set; } = new();

    /// <summary>Why it ended; null where it has not, or was stopped.</summary>
    public TrainingEnd? End { get; set; }

    /// <summary>That of earlier runs of this training.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>A further training with the same trainer.</summary>
    public TrainingState Next() => new() { EpochsMade = EpochsMade, Plateau = Plateau };
}
