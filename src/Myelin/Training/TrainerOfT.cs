using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Trains a model: epochs over shuffled batches, each step a gradient and a descent. The optimizer's memory stays with the
/// trainer, so a further Fit or Step goes on where the last one ended. (L-BFGS begins anew: its memory is of one set of rows.)
/// </summary>
/// <remarks>
/// A trainer is for one thread at a time, and a model is changed by one training at a time: a second Fit or Step on the model, by this trainer
/// or another, on this thread or another, throws <see cref="InvalidOperationException"/>. In a callback of Fit the parameters rest: the
/// callback may read and write them, predict and evaluate. <see cref="Dispose"/> may come at any moment, on any thread: a Fit under way ends
/// within a step and throws <see cref="ObjectDisposedException"/>, and the model has the best parameters so far.
/// </remarks>
/// <example><code>new Trainer(model, new HalfSquaredError(), new Sgd(0.5)).Fit(inputs, targets, epochs: 1000);</code></example>
public class Trainer<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly TrainingOptions _options;
    readonly CancellationTokenSource _closing = new();
    Stepper<T>? _stepper;

    // whether the stepper is in use by whoever has the model's turn, and whether it is to be freed: whoever ends last frees it
    bool _inUse, _disposed;
    int[] _order = [];
    SampleShape _shape;
    TrainingState _state = new();
    (Func<long, double> Rate, Func<long, double>? Decay, Func<long, double>? Dropout)? _stepFactors;

    public Trainer(Model<T> model, ILoss loss, Optimizer optimizer, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        (Model, Loss, Optimizer, _options) = (model, loss, optimizer, options ?? new());
        if (Optimizer is Lbfgs) RefuseForLbfgs();
        if (_options.BatchSize == 1 && model.Network.Layers.Any(HasBatchNorm))
            Throw.Argument("BatchNorm needs batches of two rows at least: one row has no variance. Raise the batch size, or use LayerNorm.",
                nameof(options.BatchSize));
        if (_options is { Shards: > 1, EvaluationMode: false } && model.Network.Layers.Any(HasBatchNorm))
            Throw.Argument("BatchNorm's statistics are of all rows of a batch, and a shard has only its own. Use one shard, or LayerNorm.",
                nameof(options.Shards));
        model.Link = loss.Link;
    }

    public Model<T> Model { get; }

    public ILoss Loss { get; }

    public Optimizer Optimizer { get; }

    /// <summary>α of the last step, with the schedule's and the plateau's factors.</summary>
    public double LearningRate => Optimizer.LearningRate * (_stepper?.LastRateFactor ?? 1);

    /// <summary>∂L/∂θ of the last step's batch, before clipping and penalties; null before the first step.</summary>
    /// <remarks>Computed when it is asked for: ask again after another step. Where batches are accumulated, the sum over those so far.</remarks>
    /// <exception cref="InvalidOperationException">Another thread trains.</exception>
    public Parameters<T>? Gradients
    {
        get
        {
            using Turn.Change change = Model.Parameters.Turn.BeginQuietly();
            using var use = new Use(this);
            return _stepper?.Gradients;
        }
    }

    /// <summary>The Euclidean norm of the last step's gradient over all parameters, before clipping; 0 before the first step.</summary>
    public double GradientNorm
    {
        get
        {
            using Turn.Change change = Model.Parameters.Turn.BeginQuietly();
            using var use = new Use(this);
            return _stepper?.GradientNorm() ?? 0;
        }
    }

    /// <summary>Called after every epoch; training stops when one of them returns false.</summary>
    /// <remarks>Stopping is as with <see cref="StopToken"/>.</remarks>
    public IList<Func<TrainingProgress, bool>> Callbacks { get; } = [];

    /// <summary>
    /// Stops the coming Fit within a step and keeps what it has learned: the best epoch, or, before the first is done, the steps made so far.
    /// For a time limit, for a button. Fit then returns, and its history ends with <see cref="TrainingEnd.Stopped"/>.
    /// </summary>
    /// <remarks>A cancellation, given to Fit, throws where no epoch is done.</remarks>
    public CancellationToken StopToken { get; set; }

    /// <summary>Where the coming Fit keeps its state, to go on after whatever stops it; null keeps none.</summary>
    public Checkpoints? Checkpoints
    {
        get;
        set
        {
            if (value is not null && Optimizer is Lbfgs)
                Throw.Argument("L-BFGS keeps no checkpoints: its memory of earlier steps is not saved. " +
                    "Take another optimizer, or train without them.",
                    nameof(Checkpoints));
            field = value;
        }
    }

    public TrainingHistory Fit(T[,] inputs, T[,] targets, int epochs = 100) => Fit(new Samples<T>(inputs, targets), null, epochs);

    public TrainingHistory Fit(T[,] inputs, int[] classes, int epochs = 100) => Fit(new Samples<T>(inputs, classes), null, epochs);

    /// <summary>Trains, and leaves the model with the parameters of the best epoch where there are validation rows, else of the last.</summary>
    /// <remarks>
    /// <see cref="Callbacks"/> are called between two epochs, while the training waits. <see cref="Progress{T}"/> runs its handler later, on a
    /// pool thread, while the parameters change: a prediction there may throw, and what a handler throws on a pool thread ends the process.
    /// Predict in a callback.
    /// </remarks>
    /// <param name="validation">rows that decide which epoch is best; else a share of the training rows, if the options say so</param>
    /// <param name="cancellation">
    /// ends the training within a step; the model has the best parameters so far. Where validation rows decide, an epoch that was cut short is
    /// not measured, and is no part of the history.
    /// </param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a finite number.</exception>
    /// <exception cref="OperationCanceledException">
    /// It was cancelled before an epoch was done. The model is as before; the optimizer's memory is that of the steps made.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model is in training already.</exception>
    /// <exception cref="ObjectDisposedException">The trainer or its model is disposed of, or was meanwhile.</exception>
    public TrainingHistory Fit(
        Samples<T> training, Samples<T>? validation = null, int epochs = 100, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using Turn.Change turn = Model.Parameters.Turn.Take();
        using var use = new Use(this);
        Check(training);
        CheckValidation(validation);
        Throw.IfBelow(epochs, 1, "epochs");
        int[] rows = [.. Enumerable.Range(0, training.Rows)];
        if (validation is null && _options.ValidationFraction > 0) (rows, validation) = HoldOut(training, rows);

        Stepper<T> stepper = Stepper(training, rows.Length);
        FullBatch<T>? fullBatch = Optimizer is Lbfgs lbfgs ? new(stepper, Model.Parameters, lbfgs, training, rows) : null;
        return Run(stepper, new RowsInMemory<T>(training, rows, _options.Shuffle ? _options.Seed : null), fullBatch, validation, epochs, progress, cancellation);
    }

    /// <summary>The same with rows that need not be in memory at once: blocks are shuffled, and <see cref="TrainingOptions.MixedRows"/> rows at a time among each other.</summary>
    public TrainingHistory Fit(
        ISampleBlocks<T> training, Samples<T>? validation = null, int epochs = 100, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        using Turn.Change turn = Model.Parameters.Turn.Take();
        using var use = new Use(this);
        if (Optimizer is Lbfgs)
            Throw.Argument("L-BFGS needs all rows in memory at once, and these come in blocks. Take another optimizer, such as adam.",
                nameof(training));
        if (validation is null && _options.ValidationFraction > 0)
            Throw.Argument("Of rows in blocks no share is held out for validation: give the validation rows.", nameof(validation));
        CheckValidation(validation);
        Throw.IfBelow(epochs, 1, "epochs");
        var epochRows = new RowsInBlocks<T>(training, _options, samples => Check(samples, nameof(training)));
        if (epochRows.Rows == 0) Throw.Argument("There are no rows to learn from.", nameof(training));
        Stepper<T> stepper = Stepper(new SampleShape(training.TargetColumns, Weighted: false, epochRows.Rows));
        return Run(stepper, epochRows, null, validation, epochs, progress, cancellation);
    }

    TrainingHistory Run(
        Stepper<T> stepper, EpochRows<T> rows, FullBatch<T>? fullBatch, Samples<T>? validation, int epochs, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation, StopToken, _closing.Token);
        CancellationToken ending = all.Token;
        using Validation<T>? judge = validation is null ? null : new(Model.Network, Model.Parameters, Loss, validation, _options.BestBy, fullBatch is null ? Threads(validation.Rows) : 1);
        _state = _state.Next();
        using var run = new TrainingRun<T>(Model, Optimizer, _options, stepper, rows, _state) { Epochs = epochs, FullBatch = fullBatch, Judge = judge, Cancelled = cancellation, Stopped = StopToken };
        try
        {
            if (Checkpoints is { } checkpoints && !ending.IsCancellationRequested)
                run.Keep(checkpoints, TrainingIdentity.Of(Model, Loss, Optimizer, _options, rows, validation, epochs, ending), ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // stopped while rows were read to know them again: no epoch follows
        }
        TrainingHistory history = run.Run(progress, [.. Callbacks], ending);
        Throw.IfDisposed(history.End == TrainingEnd.Stopped && Volatile.Read(ref _disposed), nameof(Trainer));
        return history;
    }

    /// <summary>One step on one batch, for those who write the loop themselves. Returns the loss before the step; allocates nothing.</summary>
    /// <remarks>A schedule needs a length of its own here, since nobody says how many steps there will be; it counts the trainer's steps.</remarks>
    /// <exception cref="InvalidOperationException">The model is in training already.</exception>
    public double Step(Samples<T> batch)
    {
        using Turn.Change turn = Model.Parameters.Turn.Take();
        using var use = new Use(this);
        if (Optimizer is Lbfgs) Throw.Argument("L-BFGS needs all rows at several points in one step: use Fit.", nameof(batch));
        if (_options.AccumulateBatches > 1)
            Throw.Argument("Step descends with every batch: to accumulate batches use Fit, or larger batches.", nameof(batch));
        RefuseWithoutLength(_options.Schedule);
        RefuseWithoutLength(_options.DecaySchedule);
        RefuseWithoutLength(_options.DropoutSchedule);
        Check(batch);
        if (batch.Rows > _options.BatchSize)
            Throw.Argument($"The batch has {batch.Rows} rows, but the trainer was made for {_options.BatchSize}; set TrainingOptions.BatchSize.", nameof(batch));
        Stepper<T> stepper = Stepper(batch, batch.Rows);
        if (_stepFactors is null) SetStepFactors();
        (stepper.RateFactor, stepper.DecayFactor, stepper.DropoutFactor) = _stepFactors!.Value;
        if (_order.Length < batch.Rows) _order = [.. Enumerable.Range(0, batch.Rows)];
        return stepper.RunEpoch(batch, _order, batch.Rows);
    }

    /// <summary>L over samples, as the model predicts: dropout off, running statistics.</summary>
    /// <exception cref="InvalidOperationException">Another thread trains the model.</exception>
    public double Evaluate(Samples<T> samples)
    {
        Throw.IfDisposed(Volatile.Read(ref _disposed), nameof(Trainer));
        int seen = Model.Parameters.Turn.Look();
        Check(samples);
        using var all = new Validation<T>(Model.Network, Model.Parameters, Loss, samples, EpochMeasure.Loss, Threads(samples.Rows));
        double loss = all.Evaluate().Loss;
        Interlocked.MemoryBarrier();
        Model.Parameters.Turn.IsOpen(seen);
        return loss;
    }

    /// <summary>Refuses further use, and frees the optimizer's memory; a Fit under way ends within a step, and frees it then.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        _closing.Cancel();
        // a use that has begun is seen here, or sees that it comes too late: so that a step pays for no barrier
        Interlocked.MemoryBarrierProcessWide();
        if (!Volatile.Read(ref _inUse)) Release();
        GC.SuppressFinalize(this);
    }

    void Release() => Interlocked.Exchange(ref _stepper, null)?.Dispose();

    /// <summary>A use of the stepper by whoever has the model's turn; also one within another, in a callback.</summary>
    readonly ref struct Use
    {
        readonly Trainer<T> _of;
        readonly bool _isWithin;

        /// <exception cref="ObjectDisposedException">The trainer has been disposed of.</exception>
        public Use(Trainer<T> of)
        {
            (_of, _isWithin) = (of, of._inUse);
            Volatile.Write(ref of._inUse, true);
            if (!Volatile.Read(ref of._disposed)) return;
            Dispose();
            Throw.Disposed(nameof(Trainer));
        }

        public void Dispose()
        {
            Volatile.Write(ref _of._inUse, _isWithin);
            if (!_isWithin && Volatile.Read(ref _of._disposed)) _of.Release();
        }
    }

    Stepper<T> Stepper(Samples<T> samples, int rows) => Stepper(new SampleShape(samples.TargetColumns, !samples.Weights.IsEmpty, rows));

    Stepper<T> Stepper(SampleShape shape)
    {
        // L-BFGS takes all rows in one batch, and keeps nothing from one Fit to the next
        if (Optimizer is Lbfgs) Release();
        if (_stepper is not null && shape with { Rows = _shape.Rows } != _shape) Throw.Argument("This trainer has begun with other target columns, or with weights where there are none now; make another trainer.");
        _shape = shape;
        if (_stepper is null) return _stepper = NewStepper(shape);
        _stepper.Reserve(shape.Rows);
        return _stepper;
    }

    Stepper<T> NewStepper(SampleShape shape)
    {
        bool full = Optimizer is Lbfgs;
        TrainingOptions options = full ? _options with { BatchSize = shape.Rows, AccumulateBatches = 1, ClipNorm = 0, DropLast = false } : _options;
        return new Stepper<T>(new(Model.Network, Model.Parameters, Loss, full ? null : Optimizer), options, shape, Threads(options.BatchSize)) { HoldsStep = full };
    }

    // apart from Step: a method with a closure takes memory even where it makes none
    void SetStepFactors()
    {
        _stepFactors = (FactorOf(_options.Schedule) ?? (static _ => 1), FactorOf(_options.DecaySchedule), FactorOf(_options.DropoutSchedule));

        static Func<long, double>? FactorOf(Schedule? schedule) => schedule is null ? null : step => schedule.Factor(new(step, 0));
    }

    static void RefuseWithoutLength(Schedule? schedule, [CallerArgumentExpression(nameof(schedule))] string name = "")
    {
        if (schedule is { NeedsLength: true })
            Throw.Argument($"{schedule.GetType().Name} must be told its length for Step, " +
                $"which cannot know how many steps there will be: set Length.",
                name[(name.IndexOf('.') + 1)..]);
    }

    /// <summary>Multiplications of a step, for each thread that may gain by them: the least that did, 30-64-64-1 at 32 rows, has 200,000. <see cref="Pace"/> sees whether they do.</summary>
    const long WorthAThread = 90_000;

    // at most, for so many rows
    int Threads(int rows)
    {
        if (_options.Threads > 0) return Math.Min(_options.Threads, Math.Max(TrainingOptions.MostThreads, Environment.ProcessorCount));
        long work = Model.Network.ParameterCount * rows;
        return (int)Math.Clamp(work / WorthAThread, 1, Environment.ProcessorCount);
    }

    void Check(Samples<T> samples, [CallerArgumentExpression(nameof(samples))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(samples, name);
        Throw.IfDisposed(Model.Parameters.IsDisposed, nameof(Model));
        samples.Check(Model.Network, Loss, name);
        samples.CheckInputs(name);
    }

    void CheckValidation(Samples<T>? validation)
    {
        if (validation is { Rows: 0 }) Throw.Argument("The validation rows are empty.", nameof(validation));
        if (validation is not null) Check(validation);
    }

    (int[], Samples<T>) HoldOut(Samples<T> samples, int[] rows)
    {
        new RandomStream(_options.Seed, RandomPurpose.Split).Shuffle(rows.AsSpan());
        int held = (int)Math.Round(rows.Length * _options.ValidationFraction);
        if (held == 0 || held == rows.Length)
            Throw.Argument(FormattableString.Invariant($"{rows.Length} rows are too few to hold out {_options.ValidationFraction:P0} of them for validation."),
                "training");
        return (rows[held..], samples.Select(rows.AsSpan(0, held)));
    }

    static bool HasBatchNorm(Layer layer) => layer is BatchNorm || layer.Inner.Any(chain => chain.Any(HasBatchNorm));

    void RefuseForLbfgs()
    {
        (string What, string Name)? option = _options switch
        {
            { Schedule: not null } => ("a schedule", nameof(_options.Schedule)),
            { Plateau: not null } => ("a plateau", nameof(_options.Plateau)),
            { ClipNorm: > 0 } => ("clipping", nameof(_options.ClipNorm)),
            { ClipValue: > 0 } => ("clipping", nameof(_options.ClipValue)),
            { AccumulateBatches: > 1 } => ("accumulated batches", nameof(_options.AccumulateBatches)),
            _ => null,
        };
        if (option is var (what, name))
            Throw.Argument($"L-BFGS searches for the length of each step itself, " +
                $"so {what} means nothing to it. Leave it out, or take another optimizer.",
                name);
    }
}
