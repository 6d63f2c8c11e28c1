using System.Numerics;

namespace Myelin.Explain;

/// <summary>
/// Trains on one batch step after step, as a <see cref="Trainer{T}"/> would, and shows every number of the steps that are asked for:
/// dropout's masks are those of the step, and the optimizer's memory is carried over from step to step.
/// </summary>
/// <remarks>
/// Of the options batch size, shuffling, threads, accumulation and shards mean nothing here: all rows are one batch, and its gradient is
/// one sum. L-BFGS has the memory of all steps before. One thread at a time.
/// </remarks>
public sealed class TracedTraining<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Model<T> _model;
    readonly ILoss _loss;
    readonly Optimizer _optimizer;
    readonly Samples<T> _samples;
    readonly TrainingOptions _options;
    readonly IReadOnlySet<int> _frozen;
    readonly IEngine<T> _engine;
    readonly FullBatch<T>? _fullBatch;
    readonly int[] _rows;
    readonly long _total;

    /// <param name="frozen">blocks that no step changes, by their place</param>
    /// <param name="steps">how many there will be, for schedules of the whole training; 0 where that is not known</param>
    /// <exception cref="ArgumentException">options that this optimizer or network cannot train with, as a trainer has it</exception>
    public TracedTraining(
        Model<T> model, ILoss loss, Optimizer optimizer, Samples<T> samples, TrainingOptions? options = null,
        IReadOnlySet<int>? frozen = null,
        long steps = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        _options = (options ?? new()) with { BatchSize = samples.Rows, AccumulateBatches = 1, Shards = 1, DropLast = false, Threads = 1 };
        // running statistics are there for one row too
        new Trainer<T>(model, loss, optimizer,
            _options.EvaluationMode ? _options with { BatchSize = Math.Max(2, samples.Rows) } : _options).Dispose();
        foreach (Schedule? schedule in new[] { _options.Schedule, _options.DecaySchedule, _options.DropoutSchedule })
            if (steps == 0 && schedule is { NeedsLength: true })
                Throw.Argument(
                    $"{schedule.GetType().Name} needs a length here, as the number of steps is not known in advance: set Length.",
                    nameof(options));
        samples.Check(model.Network, loss, nameof(samples));
        samples.CheckInputs(nameof(samples));
        (_model, _loss, _optimizer, _samples, _frozen) = (model, loss, optimizer, samples, frozen ?? new HashSet<int>());
        _total = steps;
        _rows = [.. Enumerable.Range(0, samples.Rows)];
        _engine = Engines.Cpu<T>(new(model.Network, model.Parameters, loss, optimizer is Lbfgs ? null : optimizer), _options);
        _engine.Reserve(SampleShape.Of(samples, samples.Rows));
        _engine.Factors = new(
            FactorOf(_options.Schedule) ?? (static _ => 1), FactorOf(_options.DecaySchedule), FactorOf(_options.DropoutSchedule));
        if (optimizer is Lbfgs lbfgs) _fullBatch = new(_engine, model.Parameters, lbfgs, samples, _rows, _frozen);
    }

    /// <summary>Steps made so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Forward and backward propagation as the next step would see it.</summary>
    public Trace<T> Look() => Trace<T>.Of(
        _model, _loss, _samples, !_options.EvaluationMode, _options.Seed, _fullBatch is null ? Steps + 1 : 0,
        _options.DropoutSchedule?.Factor(new(Steps, _total)) ?? 1);

    /// <summary>One step. Returns the loss before it, without penalties.</summary>
    /// <exception cref="InvalidOperationException">The model is in training already.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed of.</exception>
    public double Step()
    {
        using Turn.Change turn = _model.Parameters.Turn.Take();
        Throw.IfDisposed(_model.Parameters.IsDisposed, nameof(Model));
        T[][,] before = Kept();
        double loss;
        if (_fullBatch is null) loss = _engine.RunEpoch(_samples, _rows, _rows.Length);
        else
        {
            loss = Look().Loss;
            _fullBatch.Step();
        }
        int i = 0;
        foreach (int block in _frozen) _model.Parameters.Write(block, Flat(before[i++]));
        Steps++;
        return loss;

        T[][,] Kept() => [.. _frozen.Select(_model.Parameters.Get)];
    }

    /// <summary>One step with every number.</summary>
    public StepTrace<T> Trace()
    {
        Trace<T> batch = Look();
        Parameters<T> parameters = _model.Parameters;
        BlockTrace<T>[] blocks = [.. batch.Layers.SelectMany(layer => layer.Parameters)];
        T[][][,] moments = Moments();
        Step();
        T[][][,] moved = Moments();
        var updates = new UpdateTrace<T>?[blocks.Length];
        int from = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].Block.Role == ParameterRole.Statistic) continue;
            updates[i] = new()
            {
                Block = blocks[i].Block,
                Before = blocks[i].Value,
                Gradient = blocks[i].Gradient,
                After = parameters.Get(i),
                IsFrozen = _frozen.Contains(i),
                MomentsBefore = [.. moments.Select(moment => moment[i])],
                MomentsAfter = [.. moved.Select(moment => moment[i])],
            };
            updates[i] = _fullBatch is null ? WithChain(updates[i]!, _engine.ChainOf(i)) : WithSearch(updates[i]!, ref from);
        }
        return new(Steps, batch, updates);
    }

    UpdateTrace<T> WithChain(UpdateTrace<T> update, UpdateChain chain) => update with
    {
        ScheduleFactor = _engine.LastRateFactor,
        Rate = chain.Rate,
        GradientScale = chain.GradientScale,
        Clip = chain.Clip,
        L1 = chain.L1,
        L2 = chain.L2,
        Decay = chain.Decay,
    };

    UpdateTrace<T> WithSearch(UpdateTrace<T> update, ref int from)
    {
        if (update.IsFrozen) return update;
        Penalty penalty = Penalty.Of(_optimizer, update.Block);
        var direction = new T[update.Block.Rows, update.Block.Columns];
        for (int i = 0; i < direction.Length; i++)
            direction[i / update.Block.Columns, i % update.Block.Columns] = _fullBatch!.Descent.Direction[from + i];
        from += direction.Length;
        return update with
        {
            Direction = direction,
            StepLength = _fullBatch!.Descent.StepLength,
            L1 = penalty.L1,
            L2 = penalty.L2,
        };
    }

    T[][][,] Moments() => [.. _engine.Moments.Select(moment =>
        Enumerable.Range(0, moment.Blocks.Count).Select(moment.Get).ToArray())];

    Func<long, double>? FactorOf(Schedule? schedule) => schedule is null ? null : step => schedule.Factor(new(step, _total));

    static T[] Flat(T[,] matrix) => [.. matrix.Cast<T>()];

    public void Dispose() => _engine.Dispose();
}
