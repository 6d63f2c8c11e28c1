using System.Numerics;
using System.Runtime.CompilerServices;

namespace Myelin;

/// <summary>What a trainer refuses: settings that do not go together, and rows that do not fit.</summary>
static class TrainerGuard
{
    /// <exception cref="ArgumentException">options that this optimizer or network cannot train with</exception>
    public static void IfNotTogether(Network network, Optimizer optimizer, TrainingOptions options)
    {
        if (optimizer is Lbfgs) IfNotOfLbfgs(options);
        if (options.BatchSize == 1 && network.Layers.Any(HasBatchNorm))
            Throw.Argument("BatchNorm needs batches of two rows at least: one row has no variance. Raise the batch size, or use LayerNorm.",
                nameof(options.BatchSize));
        if (options is { Shards: > 1, EvaluationMode: false } && network.Layers.Any(HasBatchNorm))
            Throw.Argument("BatchNorm's statistics are of all rows of a batch, and a shard has only its own. Use one shard, or LayerNorm.",
                nameof(options.Shards));
    }

    static bool HasBatchNorm(Layer layer) => layer is BatchNorm || layer.Inner.Any(chain => chain.Any(HasBatchNorm));

    static void IfNotOfLbfgs(TrainingOptions options)
    {
        (string What, string Name)? option = options switch
        {
            { Schedule: not null } => ("a schedule", nameof(options.Schedule)),
            { Plateau: not null } => ("a plateau", nameof(options.Plateau)),
            { ClipNorm: > 0 } => ("clipping", nameof(options.ClipNorm)),
            { ClipValue: > 0 } => ("clipping", nameof(options.ClipValue)),
            { AccumulateBatches: > 1 } => ("accumulated batches", nameof(options.AccumulateBatches)),
            _ => null,
        };
        if (option is var (what, name))
            Throw.Argument($"L-BFGS searches for the length of each step itself, " +
                $"so {what} means nothing to it. Leave it out, or take another optimizer.",
                name);
    }

    /// <summary>A step on its own: nobody says how many there will be, and none is before or after it.</summary>
    public static void IfNotStepByStep(Optimizer optimizer, TrainingOptions options)
    {
        if (optimizer is Lbfgs) Throw.Argument("L-BFGS needs all rows at several points in one step: use Fit.", "batch");
        if (options.AccumulateBatches > 1)
            Throw.Argument("Step descends with every batch: to accumulate batches use Fit, or larger batches.", "batch");
        IfWithoutLength(options.Schedule);
        IfWithoutLength(options.DecaySchedule);
        IfWithoutLength(options.DropoutSchedule);
    }

    static void IfWithoutLength(Schedule? schedule, [CallerArgumentExpression(nameof(schedule))] string name = "")
    {
        if (schedule is { NeedsLength: true })
            Throw.Argument($"{schedule.GetType().Name} must be told its length for Step, " +
                $"which cannot know how many steps there will be: set Length.",
                name[(name.IndexOf('.') + 1)..]);
    }

    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    public static void IfUnfit<T>(
        Samples<T> samples, Model<T> model, ILoss loss, [CallerArgumentExpression(nameof(samples))] string name = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples, name);
        Throw.IfDisposed(model.Parameters.IsDisposed, nameof(Model));
        samples.Check(model.Network, loss, name);
        samples.CheckInputs(name);
    }

    public static void IfUnfitToJudge<T>(Samples<T>? validation, Model<T> model, ILoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (validation is { Rows: 0 }) Throw.Argument("The validation rows are empty.", nameof(validation));
        if (validation is not null) IfUnfit(validation, model, loss);
    }
}
