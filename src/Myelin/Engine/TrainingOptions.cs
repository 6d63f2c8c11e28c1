namespace Myelin;

/// <summary>How a training runs; every default is a sensible one.</summary>
/// <remarks>A value: any number of trainers and threads may share it.</remarks>
public sealed record TrainingOptions
{
    /// <summary>Threads of one training at most, on machines of fewer cores than that.</summary>
    internal const int MostThreads = 64;

    /// <summary>
    /// Rows in one step at most: the last step of an epoch may have fewer, and memory is taken for no more rows than there are.
    /// </summary>
    public int BatchSize { get; init => field = Throw.IfBelow(value, 1, nameof(BatchSize), "the batch size"); } = 32;

    /// <summary>Whether every epoch takes the rows in a new order, a function of (seed, epoch).</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Of rows that come in blocks, how many are in memory and shuffled among each other at a time.</summary>
    public int MixedRows { get; init => field = Throw.IfBelow(value, 1, nameof(MixedRows), "rows that are mixed"); } = 1 << 17;

    /// <summary>Whether rows that do not fill a last batch are left out of that epoch.</summary>
    public bool DropLast { get; init; }

    /// <summary>Seeds shuffles, dropout and the split of validation rows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Threads that train at most, 0 for as many as pay; steps that would lose by being shared are not. The result is
    /// the same bits with any number.
    /// </summary>
    /// <remarks>More than 64, or than there are cores, count as that many.</remarks>
    public int Threads { get; init => field = Throw.IfBelow(value, 0, nameof(Threads)); }

    /// <summary>Share of the rows held out for validation where none are given, 0 for none.</summary>
    public double ValidationFraction
    {
        get;
        init => field = Throw.IfNotProbability(value, "The validation fraction", nameof(ValidationFraction));
    }

    /// <summary>Epochs without a better validation loss after which training stops; 0 never stops early.</summary>
    public int Patience { get; init => field = Throw.IfBelow(value, 0, nameof(Patience)); }

    /// <summary>How much smaller a validation loss must be to count as better.</summary>
    public double MinimumImprovement { get; init => field = Bound(value, "The least improvement", nameof(MinimumImprovement)); }

    /// <summary>
    /// Bound of the gradient's Euclidean norm over all parameters; 0 for none (Pascanu, Mikolov, Bengio 2013, algorithm 1).
    /// </summary>
    public double ClipNorm { get; init => field = Bound(value, "The norm's bound", nameof(ClipNorm)); }

    /// <summary>Bound of each number of the gradient; 0 for none.</summary>
    public double ClipValue { get; init => field = Bound(value, "The gradient's bound", nameof(ClipValue)); }

    /// <summary>Batches whose gradients are averaged for one step.</summary>
    public int AccumulateBatches
    {
        get;
        init => field = Throw.IfBelow(value, 1, nameof(AccumulateBatches), "batches to accumulate");
    } = 1;

    /// <summary>Ranges of rows that each batch is cut into, whose partial gradients are summed; 1 cuts nothing.</summary>
    /// <remarks>
    /// Ranges are as equal as possible: the first may have one row more, and the last are empty where a batch has fewer rows. Partial
    /// gradients are scaled as the whole batch's and added in a fixed binary tree, ((g₁ + g₂) + (g₃ + g₄)) + …, before clipping, penalties
    /// and the descent. Another number of shards gives other bits, equal up to rounding; threads and vectors still change none. Dropout's
    /// masks do not depend on it. Each shard takes the memory of one more gradient. BatchNorm is refused, as its statistics are of all
    /// rows of a batch, unless <see cref="EvaluationMode"/> is on.
    /// </remarks>
    public int Shards { get; init => field = Throw.IfBelow(value, 1, nameof(Shards), "shards of a batch"); } = 1;

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

    /// <summary>
    /// Lowers the learning rate when the validation loss (the training loss without validation rows) stops getting better.
    /// </summary>
    public ReduceOnPlateau? Plateau { get; init; }

    static double Bound(double value, string what, string name) => value >= 0 && double.IsFinite(value) ? value
        : Throw.OutOfRange<double>(FormattableString.Invariant($"{what} must be a finite number, 0 or more, but {value} was given."), name);
}
