namespace Myelin;

/// <summary>How a training runs; every default is a sensible one.</summary>
/// <remarks>A value: any number of trainers and threads may share it.</remarks>
public sealed record TrainingOptions
{
    /// <summary>Threads of one training at most, on machines of fewer cores than that.</summary>
    internal const int MostThreads = 64;

    /// <summary>Rows in one step at most: the last step of an epoch may have fewer, and memory is taken for no more rows than there are.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Whether every epoch takes the rows in a new order, a function of (seed, epoch).</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Of rows that come in blocks, how many are in memory and shuffled among each other at a time.</summary>
    public int MixedRows { get; init; } = 1 << 17;

    /// <summary>Whether rows that do not fill a last batch are left out of that epoch.</summary>
    public bool DropLast { get; init; }

    /// <summary>Seeds shuffles, dropout and the split of validation rows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that train at most, 0 for as many as pay; steps that would lose by being shared are not. The result is the same bits with any number.</summary>
    /// <remarks>More than 64, or than there are cores, count as that many.</remarks>
    public int Threads { get; init; }

    /// <summary>Share of the rows held out for validation where none are given, 0 for none.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>Epochs without a better validation loss after which training stops; 0 never stops early.</summary>
    public int Patience { get; init; }

    /// <summary>How much smaller a validation loss must be to count as better.</summary>
    public double MinimumImprovement { get; init; }

    /// <summary>Bound of the gradient's Euclidean norm over all parameters; 0 for none (Pascanu, Mikolov, Bengio 2013, algorithm 1).</summary>
    public double ClipNorm { get; init; }

    /// <summary>Bound of each number of the gradient; 0 for none.</summary>
    public double ClipValue { get; init; }

    /// <summary>Batches whose gradients are averaged for one step.</summary>
    public int AccumulateBatches { get; init; } = 1;

    /// <summary>Ranges of rows that each batch is cut into, whose partial gradients are summed; 1 cuts nothing.</summary>
    /// <remarks>
    /// Ranges are as equal as possible: the first may have one row more, and the last are empty where a batch has fewer rows. Partial
    /// gradients are scaled as the whole batch's and added in a fixed binary tree, ((g₁ + g₂) + (g₃ + g₄)) + …, before clipping, penalties
    /// and the descent. Another number of shards gives other bits, equal up to rounding; threads and vectors still change none. Dropout's
    /// masks do not depend on it. Each shard takes the memory of one more gradient. BatchNorm is refused, as its statistics are of all
    /// rows of a batch, unless <see cref="EvaluationMode"/> is on.
    /// </remarks>
    public int Shards { get; init; } = 1;

    /// <summary>Trains as the model predicts: dropout off, BatchNorm's running statistics used and kept, for fine-tuning.</summary>
    public bool EvaluationMode { get; init; }

    /// <summary>The learning rate's factor as training goes on; null keeps it constant.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The weight decay's factor as training goes on; null keeps it constant.</summary>
    public Schedule? DecaySchedule { get; init; }

    /// <summary>The factor of every Dropout's probability as training goes on, 0 to 1; null keeps it constant.</summary>
    public Schedule? DropoutSchedule { get; init; }

    /// <summary>What of the validation rows decides which epoch is best.</summary>
    public EpochMeasure BestBy { get; init; } = EpochMeasure.Loss;

    /// <summary>Whether of epochs that are equally good the last is the best, and not the first.</summary>
    public bool LastOfTies { get; init; }

    /// <summary>Lowers the learning rate when the validation loss (the training loss without validation rows) stops getting better.</summary>
    public ReduceOnPlateau? Plateau { get; init; }

    internal TrainingOptions Checked()
    {
        Throw.IfBelow(BatchSize, 1, nameof(BatchSize), "the batch size");
        Throw.IfBelow(MixedRows, 1, nameof(MixedRows), "rows that are mixed");
        Throw.IfBelow(Threads, 0, nameof(Threads));
        Throw.IfBelow(Shards, 1, nameof(Shards), "shards of a batch");
        Throw.IfBelow(AccumulateBatches, 1, nameof(AccumulateBatches), "batches to accumulate");
        Throw.IfBelow(Patience, 0, nameof(Patience));
        if (!(ValidationFraction >= 0 && ValidationFraction < 1))
            Throw.OutOfRange(FormattableString.Invariant($"The validation fraction must be at least 0 and below 1, but {ValidationFraction} was given."), nameof(ValidationFraction));
        foreach ((double value, string what, string name) in new[]
        {
            (ClipNorm, "The norm's bound", nameof(ClipNorm)), (ClipValue, "The gradient's bound", nameof(ClipValue)), (MinimumImprovement, "The least improvement", nameof(MinimumImprovement)),
        })
            if (!(value >= 0 && double.IsFinite(value))) Throw.OutOfRange(FormattableString.Invariant($"{what} must be a finite number, 0 or more, but {value} was given."), name);
        return this;
    }
}
