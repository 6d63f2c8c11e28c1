using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin;

/// <summary>Runs training steps over samples on a team, phase by phase: gradient, reduce, descend.</summary>
internal sealed class Stepper<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly PlanSettings<T> _settings;
    readonly Parameters<T> _parameters, _gradients;
    readonly UpdatePass<T>? _update;

    // null where a batch's gradient is computed as one
    IReducer<T>? _reducer;
    readonly Func<Parameters<T>, int, IReducer<T>> _newReducer;
    readonly ILoss _loss;
    readonly Pace _pace;
    readonly GradientNorm<T> _norm;
    readonly TrainingOptions _options;

    // gather, forward, loss and backward; gradients; and what follows where the descent must wait for all gradients
    readonly Action<Worker> _gradient, _sumNorm, _descend, _refresh;
    Action<Worker>[] _rows = [];
    Plan<T> _plan = null!;

    // whether a parameter may move as soon as its own gradient is known
    readonly bool _descendsAtOnce;

    // most losses divide by the same number for every row
    readonly bool _uniform;
    readonly double _rowWeight;

    // one run, as all workers see it
    readonly PinnedSamples<T> _pinned = new();
    Samples<T> _samples = null!;
    int[] _order = [];
    int _count, _begin, _pending, _version = -1;
    double _scale, _total, _totalWeight;
    bool _keptGradient = true;

    /// <param name="reducer">what reduces the gradients of so many shards to this one; null for a tree in this process</param>
    public Stepper(
        LearningTask<T> task, TrainingOptions options, SampleShape shape, int threads, Func<Parameters<T>, int, IReducer<T>>? reducer = null)
    {
        (Network network, Parameters<T> parameters, ILoss loss, Optimizer? optimizer) = task;
        (_loss, _options, _parameters) = (loss, options, parameters);
        _descendsAtOnce = options is { Shards: 1, AccumulateBatches: 1, ClipNorm: 0 };
        _newReducer = reducer ?? (static (gradients, shards) => new TreeReducer<T>(gradients, shards));
        // whoever may not read the parameters now may not read the gradients
        _gradients = new(_parameters.Blocks, _parameters.Width, _parameters.Turn);
        _settings = new(network, parameters, 0, _gradients, loss, shape.TargetColumns) { Weighted = shape.Weighted };
        Reserve(shape.Rows);
        _update = optimizer is null ? null : UpdatePass<T>.Of(optimizer, parameters);
        _update?.Attach(parameters, _gradients);
        _norm = GradientNorm<T>.Create(_gradients);
        _uniform = _plan.Loss.IsUniform && !shape.Weighted && loss.Reduction is Reduction.Mean or Reduction.RowMean;
        if (_uniform) _rowWeight = double.CreateTruncating(_plan.Loss.Weight(default, network.Outputs));
        _pace = new Pace(threads);
        (_gradient, _sumNorm, _refresh) = (options.Shards == 1 ? Gradient : PartialGradients, _norm.Sum, worker => _plan.Refresh(worker));
        _descend = worker => _update!.Descend(worker);
    }

    /// <summary>Makes room for batches of data of so many rows, up to the batch size.</summary>
    public void Reserve(int rows)
    {
        if (_plan is { } old && (old.Capacity >= rows || old.Capacity == _options.BatchSize)) return;
        // twice as much each time, so that growing batches do not begin anew at each
        int capacity = (int)Math.Min(_options.BatchSize, BitOperations.RoundUpToPowerOf2((uint)rows));
        if (_plan is not null) _ = Gradients;
        // of more shards than a batch has rows some would always be empty
        IReducer<T>? reducer = _options.Shards == 1 ? null : _newReducer(_gradients, Math.Min(_options.Shards, capacity));
        Plan<T> plan = Plan<T>.Create(_settings with { Capacity = capacity, Partials = reducer?.Partials ?? [] });
        (plan.Batch.Seed, plan.Batch.Step) = (_options.Seed, _plan?.Batch.Step ?? 0);
        _plan?.Dispose();
        _reducer?.Dispose();
        _reducer = reducer;
        (_plan, _version) = (plan, -1);
        var phases = new Phases();
        phases.Then(Gather);
        foreach (LayerPass<T> pass in _plan.Passes) pass.AddForward(phases);
        phases.Then(EvaluateLoss);
        foreach (LayerPass<T> pass in _plan.Passes.Reverse()) pass.AddBackward(phases);
        _rows = phases.ToArray();
    }

    /// <summary>∂L/∂θ of the last batch; computed now where the parameters descended without keeping it.</summary>
    public Parameters<T> Gradients
    {
        get
        {
            // xᵀ·δ asks for no parameter, so it is the same after the descent
            if (!_keptGradient) _plan.Gradients(Worker.Alone, add: false, update: null);
            _keptGradient = true;
            return _gradients;
        }
    }

    public UpdatePass<T>? Update => _update;

    /// <summary>Whether every run is the same step: dropout's masks stay, so that the loss is one function of the parameters.</summary>
    public bool HoldsStep { get; init; }

    /// <summary>The schedule's factor on the learning rate for a step, counted from 0 over the whole training.</summary>
    public Func<long, double> RateFactor { get; set; } = static _ => 1;

    /// <summary>The same on the weight decay, and on the probabilities of dropout.</summary>
    public Func<long, double>? DecayFactor { get; set; }

    public Func<long, double>? DropoutFactor { get; set; }

    public double LastRateFactor { get; private set; } = 1;

    /// <summary>The gradients of batches that wait for further ones; null where none do.</summary>
    public Parameters<T>? Waiting => _pending % _options.AccumulateBatches > 0 ? _gradients : null;

    /// <summary>All that decides how the steps go on, beside parameters, moments and gradients that wait.</summary>
    public StepperState State
    {
        get => new(_total, _totalWeight, _pending, _plan.Batch.Step, LastRateFactor, _update?.Steps ?? 0);
        set
        {
            (_total, _totalWeight, _pending, _plan.Batch.Step, LastRateFactor) = (value.Total, value.TotalWeight, value.Pending, value.Runs, value.RateFactor);
            if (_update is not null) _update.Steps = value.Steps;
        }
    }

    /// <summary>The Euclidean norm of the last gradient, before it was clipped; the mean's where batches were accumulated.</summary>
    public double GradientNorm()
    {
        _ = Gradients;
        _norm.Sum(Worker.Alone);
        return _norm.Total() / Math.Max(1, _pending);
    }

    /// <summary>Where parameters were changed from outside, copies in other layouts follow.</summary>
    public void Refresh()
    {
        if (_version == _parameters.Version) return;
        _version = _parameters.Version;
        _refresh(Worker.Alone);
    }

    /// <summary>The mean loss of the epoch's steps so far.</summary>
    public double Loss => _totalWeight > 0 ? _total / _totalWeight : 0;

    /// <summary>Steps over so many rows.</summary>
    public int StepsFor(int rows) => rows > 0 && _options.DropLast ? Math.Max(1, rows / _plan.Capacity) : (rows + _plan.Capacity - 1) / _plan.Capacity;

    public void BeginEpoch() => (_total, _totalWeight, _pending) = (0, 0, 0);

    /// <summary>Trains on the first rows of an order, batch after batch; stops between two batches when cancelled, or when the parameters are disposed of.</summary>
    /// <param name="first">the step to begin with, 0 for the first rows</param>
    /// <param name="endsEpoch">whether no other rows follow: gradients that wait for further batches then wait no longer</param>
    /// <returns>the step to go on with; <see cref="StepsFor"/> where all are made</returns>
    public int Run(Samples<T> samples, int[] order, int count, int first, bool endsEpoch, CancellationToken cancellation)
    {
        Refresh();
        (_samples, _order, _count) = (samples, order, count);
        int steps = StepsFor(count), step = first;
        _pinned.Pin(samples.Inputs, samples.Targets, samples.Weights);
        try
        {
            for (; step < steps && !cancellation.IsCancellationRequested && !_parameters.IsDisposed; step++) Step(step, isLast: endsEpoch && step == steps - 1);
        }
        finally
        {
            // what failed half-way has moved parameters too, and its copies in other layouts may be old; and rows that were learned are let go
            _pinned.Dispose();
            ++_parameters.Version;
            (_samples, _order) = (null!, []);
        }
        _version = _parameters.Version;
        return step;
    }

    /// <summary>All rows of an order as an epoch of their own; gives its mean loss.</summary>
    public double RunEpoch(Samples<T> samples, int[] order, int count)
    {
        BeginEpoch();
        Run(samples, order, count, 0, endsEpoch: true, CancellationToken.None);
        return Loss;
    }

    void Step(int step, bool isLast)
    {
        Team team = _pace.Begin();
        Begin(step);
        Gradient(team);
        Reduce(team);
        Descend(team, isLast);
        _pace.End(_plan.Batch.Rows);
    }

    // δ of every row, then ∂L/∂θ: of the batch, along which parameters may descend at once, or of each of its shards
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Gradient(Team team)
    {
        foreach (Action<Worker> phase in _rows) team.Run(phase);
        End();
        team.Run(_gradient);
        _keptGradient = !(_descendsAtOnce && _update is not null);
    }

    void Reduce(Team team) => _reducer?.Reduce(team, Math.Min(_plan.Shards.Length, _plan.Batch.Rows), add: _pending > 1);

    // with all gradients known
    void Descend(Team team, bool isLast)
    {
        if (_descendsAtOnce || _update is null || _pending < _options.AccumulateBatches && !isLast) return;
        if (_options.ClipNorm > 0) team.Run(_sumNorm);
        Clip();
        team.Run(_descend);
        team.Run(_refresh);
    }

    void Begin(int step)
    {
        _begin = step * _plan.Capacity;
        int rows = Math.Min(_plan.Capacity, _count - _begin);
        bool asBefore = rows == _plan.Batch.Rows;
        (_plan.Batch.Rows, _plan.Batch.Training) = (rows, !_options.EvaluationMode);
        if (!HoldsStep) _plan.Batch.Step++;
        if (DropoutFactor is { } factor) _plan.Batch.DropoutFactor = factor(_update?.Steps ?? 0);
        if (_uniform && asBefore) return;
        Shard<T>.Cut(_plan.Shards, rows);
        _scale = 1 / (_uniform ? rows * _rowWeight : Normalizer.Of(_loss, _plan.Loss, _samples, Rows, _plan.Output.Columns));
    }

    /// <summary>The batch's rows of the samples.</summary>
    ReadOnlySpan<int> Rows => _order.AsSpan(_begin, _plan.Batch.Rows);

    void Gather(Worker worker) => _plan.Gather(worker, _pinned, Rows);

    void EvaluateLoss(Worker worker) => _plan.EvaluateLoss(worker, _scale);

    void End()
    {
        // the epoch's loss weighs each batch by its rows
        int rows = _plan.Batch.Rows;
        double loss = _reducer is null ? _plan.TotalLoss(_scale) : _plan.ShardedLoss(_scale);
        (_total, _totalWeight) = (_total + loss * rows, _totalWeight + rows);
        _pending = _pending == _options.AccumulateBatches ? 1 : _pending + 1;
        if (_descendsAtOnce) BeginUpdate(1);
    }

    void Gradient(Worker worker) => _plan.Gradients(worker, add: _pending > 1, _descendsAtOnce ? _update : null);

    void PartialGradients(Worker worker) => _plan.PartialGradients(worker);

    void Clip()
    {
        double scale = 1d / _pending, bound = _options.ClipNorm;
        if (bound > 0 && _norm.Total() * scale is var norm && norm > bound) scale *= bound / (norm + 1e-6);
        BeginUpdate(scale);
    }

    void BeginUpdate(double scale)
    {
        if (_update is null) return;
        LastRateFactor = RateFactor(_update.Steps);
        if (DecayFactor is { } factor) _update.DecayFactor = factor(_update.Steps);
        _update.Begin(LastRateFactor, scale, _options.ClipValue > 0 ? _options.ClipValue : double.PositiveInfinity);
    }

    public void Dispose()
    {
        _plan.Dispose();
        _reducer?.Dispose();
        _gradients.Dispose();
        _norm.Dispose();
        foreach (Parameters<T> moment in _update?.Moments ?? []) moment.Dispose();
    }
}

/// <summary>What is learned: a network's parameters, so that a loss falls.</summary>
/// <param name="Optimizer">null where gradients alone are asked for</param>
internal readonly record struct LearningTask<T>(Network Network, Parameters<T> Parameters, ILoss Loss, Optimizer? Optimizer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>What a stepper needs to know of samples.</summary>
/// <param name="Rows">a batch never has more</param>
internal readonly record struct SampleShape(int TargetColumns, bool Weighted, int Rows);

/// <param name="Total">Σ of the epoch's losses, each weighed by its batch's rows</param>
/// <param name="TotalWeight">the epoch's rows so far</param>
/// <param name="Pending">batches whose gradients are in the sum that waits</param>
/// <param name="Runs">batches in all: decides dropout's masks</param>
/// <param name="RateFactor">of the last step</param>
/// <param name="Steps">of the optimizer</param>
internal readonly record struct StepperState(double Total, double TotalWeight, int Pending, long Runs, double RateFactor, long Steps);
