using System.Numerics;

namespace Myelin;

/// <summary>
/// Trains a model: epochs over shuffled batches, each step a gradient and a descent. The optimizer's memory stays with the
/// trainer, so a further Fit or Step goes on where the last one ended. (L-BFGS begins anew: its memory is of one set of rows.)
/// </summary>
/// <remarks>
/// A trainer is for one thread at a time, and a model is changed by one training at a time: a second Fit or Step on the model, by this
/// trainer or another, on this thread or another, throws <see cref="InvalidOperationException"/>. In a callback of Fit the parameters rest:
/// the callback may read and write them, predict and evaluate. <see cref="Dispose"/> may come at any moment, on any thread: a Fit under way
/// ends within a step and throws <see cref="ObjectDisposedException"/>, and the model has the best parameters so far.
/// </remarks>
/// <example><code>new Trainer(model, new HalfSquaredError(), new Sgd(0.5)).Fit(inputs, targets, epochs: 1000);</code></example>
public class Trainer<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly TrainingOptions _options;
    readonly LearningTask<T> _task;
    readonly HeldEngine<T> _held;
    int[] _order = [];
    TrainingState _state = new();
    StepFactors? _stepFactors;

    public Trainer(Model<T> model, ILoss loss, Optimizer optimizer, TrainingOptions? options = null)
        : this(model, loss, optimizer, options, Engines.Cpu) { }

    /// <param name="engines">makes what the steps are made by</param>
    internal Trainer(Model<T> model, ILoss loss, Optimizer optimizer, TrainingOptions? options, EngineFactory<T> engines)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        (Model, Loss, Optimizer, _options, _held) = (model, loss, optimizer, options ?? new(), new(engines));
        TrainerGuard.IfNotTogether(model.Network, optimizer, _options);
        // L-BFGS descends by itself, and asks for gradients alone
        _task = new(model.Network, model.Parameters, loss, optimizer is Lbfgs ? null : optimizer);
        model.Link = loss.Link;
    }

    public Model<T> Model { get; }

    public ILoss Loss { get; }

    public Optimizer Optimizer { get; }

    /// <summary>α of the last step, with the schedule's and the plateau's factors.</summary>
    public double LearningRate => Optimizer.LearningRate * (_held.Engine?.LastRateFactor ?? 1);

    /// <summary>∂L/∂θ of the last step's batch, before clipping and penalties; null before the first step.</summary>
    /// <remarks>
    /// Computed when it is asked for: ask again after another step. Where batches are accumulated, the sum over those so far.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Another thread trains.</exception>
    public Parameters<T>? Gradients
    {
        get
        {
            using Turn.Change change = Model.Parameters.Turn.BeginQuietly();
            using HeldEngine<T>.Use use = _held.Begin();
            return _held.Engine?.Gradients;
        }
    }

    /// <summary>The Euclidean norm of the last step's gradient over all parameters, before clipping; 0 before the first step.</summary>
    public double GradientNorm
    {
        get
        {
            using Turn.Change change = Model.Parameters.Turn.BeginQuietly();
            using HeldEngine<T>.Use use = _held.Begin();
            return _held.Engine?.GradientNorm() ?? 0;
        }
    }

    /// <summary>
    /// What each layer's outputs and gradients were like in the last batch; empty before the first step. Computed when it is asked for.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another thread trains.</exception>
    public IReadOnlyList<LayerSnapshot> Snapshot()
    {
        using Turn.Change change = Model.Parameters.Turn.BeginQuietly();
        using HeldEngine<T>.Use use = _held.Begin();
        return _held.Engine?.Snapshot() ?? [];
    }

    /// <summary>Everything that happens in a Fit, as it happens; the sender is the trainer.</summary>
    /// <remarks>
    /// Called while the training waits: a handler may read parameters and <see cref="Gradients"/>, take a <see cref="Snapshot"/>, predict
    /// and evaluate. What it throws ends the training, whose best parameters are kept; it is told no more, and other handlers learn how it
    /// ended. <see cref="Callbacks"/>, <see cref="Checkpoints.Told"/> and the progress of Fit listen to the
    /// same stream, after the handlers.
    /// </remarks>
    public event EventHandler<TrainingEvent>? Events;

    /// <summary>Called after every epoch; training stops when one of them returns false.</summary>
    /// <remarks>Stopping is as with <see cref="StopToken"/>.</remarks>
    public IList<Func<TrainingProgress, bool>> Callbacks { get; } = [];

    /// <summary>
    /// Stops the coming Fit within a step and keeps what it has learned: the best epoch, or, before the first is done, the steps made so
    /// far. For a time limit, for a button. Fit then returns, and its history ends with <see cref="TrainingEnd.Stopped"/>.
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

    /// <summary>
    /// Trains, and leaves the model with the parameters of the best epoch where there are validation rows, else of the last.
    /// </summary>
    /// <remarks>
    /// <see cref="Callbacks"/> are called between two epochs, while the training waits. <see cref="Progress{T}"/> runs its handler later,
    /// on a pool thread, while the parameters change: a prediction there may throw, and what a handler throws there ends the process.
    /// Predict in a callback.
    /// </remarks>
    /// <param name="validation">rows that decide which epoch is best; else a share of the training rows, if the options say so</param>
    /// <param name="cancellation">
    /// ends the training within a step; the model has the best parameters so far. Where validation rows decide, an epoch that was cut short
    /// is not measured, and is no part of the history.
    /// </param>
    /// <exception cref="TrainingDivergedException">The loss is no longer a finite number.</exception>
    /// <exception cref="OperationCanceledException">
    /// It was cancelled before an epoch was done. The model is as before; the optimizer's memory is that of the steps made.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model is in training already.</exception>
    /// <exception cref="ObjectDisposedException">The trainer or its model is disposed of, or was meanwhile.</exception>
    public TrainingHistory Fit(
        Samples<T> training, Samples<T>? validation = null, int epochs = 100, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        using Turn.Change turn = Model.Parameters.Turn.Take();
        using HeldEngine<T>.Use use = _held.Begin();
        TrainerGuard.IfUnfit(training, Model, Loss);
        TrainerGuard.IfUnfitToJudge(validation, Model, Loss);
        Throw.IfBelow(epochs, 1, "epochs");
        (int[] rows, validation) = TrainingData<T>.Divide(training, validation, _options);
        var data = new TrainingData<T>(new RowsInMemory<T>(training, rows, _options.Shuffle ? _options.Seed : null), validation, epochs);
        IEngine<T> engine = Engine(SampleShape.Of(training, rows.Length));
        FullBatch<T>? fullBatch = Optimizer is Lbfgs lbfgs ? new(engine, Model.Parameters, lbfgs, training, rows) : null;
        return Run(engine, data, fullBatch, progress, cancellation);
    }

    /// <summary>
    /// The same with rows that need not be in memory at once: blocks are shuffled, and <see cref="TrainingOptions.MixedRows"/> rows at a
    /// time among each other.
    /// </summary>
    public TrainingHistory Fit(
        ISampleBlocks<T> training, Samples<T>? validation = null, int epochs = 100, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        using Turn.Change turn = Model.Parameters.Turn.Take();
        using HeldEngine<T>.Use use = _held.Begin();
        if (Optimizer is Lbfgs)
            Throw.Argument("L-BFGS needs all rows in memory at once, and these come in blocks. Take another optimizer, such as adam.",
                nameof(training));
        if (validation is null && _options.ValidationFraction > 0)
            Throw.Argument("Of rows in blocks no share is held out for validation: give the validation rows.", nameof(validation));
        TrainerGuard.IfUnfitToJudge(validation, Model, Loss);
        Throw.IfBelow(epochs, 1, "epochs");
        var rows = new RowsInBlocks<T>(training, _options, samples => TrainerGuard.IfUnfit(samples, Model, Loss, nameof(training)));
        if (rows.Rows == 0) Throw.Argument("There are no rows to learn from.", nameof(training));
        IEngine<T> engine = Engine(new(training.TargetColumns, Weighted: false, rows.Rows));
        return Run(engine, new(rows, validation, epochs), null, progress, cancellation);
    }

    TrainingHistory Run(
        IEngine<T> engine, TrainingData<T> data, FullBatch<T>? fullBatch, IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation, StopToken, _held.Closing);
        CancellationToken ending = all.Token;
        using IJudge? judge = data.Validation is null ? null : engine.Judge(data.Validation, _options.BestBy);
        _state = _state.Next();
        TrainingStream told = Listeners(progress);
        using var run = new TrainingRun<T>(Model, Optimizer, _options, engine, data, _state)
        {
            FullBatch = fullBatch,
            Judge = judge,
            Cancelled = cancellation,
            Stopped = StopToken,
            Told = told,
        };
        TrainingHistory? history = null;
        try
        {
            if (told.IsHeard) told.Tell(new TrainingEvent.Began(data.Epochs));
            Keep(run, data, ending);
            history = run.Run(ending);
            Throw.IfDisposed(history.End == TrainingEnd.Stopped && _held.IsDisposed, nameof(Trainer));
        }
        catch (Exception error)
        {
            if (told.IsHeard) told.Tell(new TrainingEvent.Ended((error as TrainingDivergedException)?.History, error));
            throw;
        }
        if (told.IsHeard) told.Tell(new TrainingEvent.Ended(history, null));
        return history;
    }

    TrainingStream Listeners(IProgress<TrainingProgress>? progress)
    {
        var stream = new TrainingStream(Model.Parameters.Turn);
        // each by itself: what one throws keeps no other from the end
        foreach (EventHandler<TrainingEvent> handler in Events?.GetInvocationList().Cast<EventHandler<TrainingEvent>>() ?? [])
            stream.Add(happened => handler(this, happened));
        if (progress is not null) stream.Add<TrainingEvent.EpochEnded>(epoch => progress.Report(epoch.Progress));
        foreach (Func<TrainingProgress, bool> callback in Callbacks)
            stream.Add(happened => happened is not TrainingEvent.EpochEnded epoch || callback(epoch.Progress));
        if (Checkpoints?.Told is { } written) stream.Add<TrainingEvent.Checkpointed>(state => written(state.Notice));
        return stream;
    }

    void Keep(TrainingRun<T> run, TrainingData<T> data, CancellationToken ending)
    {
        if (Checkpoints is not { } checkpoints || ending.IsCancellationRequested) return;
        try
        {
            run.Keep(checkpoints, TrainingIdentity.Of(Model, Loss, Optimizer, _options, data, ending), ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // stopped while rows were read to know them again: no epoch follows
        }
    }

    /// <summary>
    /// One step on one batch, for those who write the loop themselves. Returns the loss before the step; allocates nothing.
    /// </summary>
    /// <remarks>
    /// A schedule needs a length of its own here, since nobody says how many steps there will be; it counts the trainer's steps.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The model is in training already.</exception>
    public double Step(Samples<T> batch)
    {
        using Turn.Change turn = Model.Parameters.Turn.Take();
        using HeldEngine<T>.Use use = _held.Begin();
        TrainerGuard.IfNotStepByStep(Optimizer, _options);
        TrainerGuard.IfUnfit(batch, Model, Loss);
        if (batch.Rows > _options.BatchSize)
            Throw.Argument(
                $"The batch has {batch.Rows} rows, but the trainer was made for {_options.BatchSize}; set TrainingOptions.BatchSize.",
                nameof(batch));
        IEngine<T> engine = Engine(SampleShape.Of(batch, batch.Rows));
        engine.Factors = _stepFactors ??= OfSteps(_options);
        if (_order.Length < batch.Rows) _order = [.. Enumerable.Range(0, batch.Rows)];
        return engine.RunEpoch(batch, _order, batch.Rows);
    }

    /// <summary>L over samples, as the model predicts: dropout off, running statistics.</summary>
    /// <exception cref="InvalidOperationException">Another thread trains the model.</exception>
    public double Evaluate(Samples<T> samples)
    {
        Throw.IfDisposed(_held.IsDisposed, nameof(Trainer));
        int seen = Model.Parameters.Turn.Look();
        TrainerGuard.IfUnfit(samples, Model, Loss);
        // an engine of its own: that of the steps may be another thread's
        using IEngine<T> engine = _held.Engines(_task, _options);
        using IJudge judge = engine.Judge(samples, EpochMeasure.Loss);
        double loss = judge.Evaluate().Loss;
        Interlocked.MemoryBarrier();
        Model.Parameters.Turn.IsOpen(seen);
        return loss;
    }

    /// <summary>Refuses further use, and frees the optimizer's memory; a Fit under way ends within a step, and frees it then.</summary>
    public void Dispose()
    {
        _held.Dispose();
        GC.SuppressFinalize(this);
    }

    IEngine<T> Engine(SampleShape shape)
    {
        if (Optimizer is not Lbfgs) return _held.For(_task, _options, shape);
        // it takes all rows in one batch, and keeps nothing from one Fit to the next
        _held.Release();
        return _held.For(_task, _options with { BatchSize = shape.Rows, AccumulateBatches = 1, ClipNorm = 0, DropLast = false }, shape);
    }

    // apart from Step: a method with a closure takes memory even where it makes none
    static StepFactors OfSteps(TrainingOptions options)
    {
        return new(FactorOf(options.Schedule) ?? (static _ => 1), FactorOf(options.DecaySchedule), FactorOf(options.DropoutSchedule));

        static Func<long, double>? FactorOf(Schedule? schedule) => schedule is null ? null : step => schedule.Factor(new(step, 0));
    }
}
