using System.Numerics;

namespace Myelin;

/// <summary>Trains in this process: a <see cref="CpuStep{T}"/> after the other, among as many threads as pay.</summary>
internal sealed class CpuEngine<T> : IEngine<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Multiplications of a step, for each thread that may gain by them: the least that did, 30-64-64-1 at 32 rows, has 200,000.
    /// <see cref="Pace"/> sees whether they do.
    /// </summary>
    const long WorthAThread = 90_000;

    readonly LearningTask<T> _task;
    readonly TrainingOptions _options;
    readonly Parameters<T> _parameters;
    readonly Func<Parameters<T>, int, IReducer<T>> _newReducer;

    // made when the first rows are known
    PlanSettings<T> _settings = null!;
    Parameters<T>? _gradients;
    Descent<T> _descent = null!;
    Pace _pace = null!;
    CpuStep<T>? _step;

    int _version = -1;
    double _total, _totalWeight;

    /// <param name="reducer">what reduces the gradients of so many shards to this one; null for a tree in this process</param>
    public CpuEngine(LearningTask<T> task, TrainingOptions options, Func<Parameters<T>, int, IReducer<T>>? reducer = null)
    {
        (_task, _options, _parameters) = (task, options, task.Parameters);
        _newReducer = reducer ?? (static (gradients, shards) => new TreeReducer<T>(gradients, shards));
    }

    public void Reserve(SampleShape shape)
    {
        if (_gradients is null) Prepare(shape);
        if (_step is { } old && (old.Capacity >= shape.Rows || old.Capacity == _options.BatchSize)) return;
        // twice as much each time, so that growing batches do not begin anew at each
        int capacity = (int)Math.Min(_options.BatchSize, BitOperations.RoundUpToPowerOf2((uint)shape.Rows));
        _step?.KeepGradient();
        // of more shards than a batch has rows some would always be empty
        IReducer<T>? reducer = _options.Shards == 1 ? null : _newReducer(_gradients!, Math.Min(_options.Shards, capacity));
        var step = new CpuStep<T>(_task, _options, _settings with { Capacity = capacity }, _descent, reducer) { Runs = _step?.Runs ?? 0 };
        _step?.Dispose();
        (_step, _version) = (step, -1);
    }

    void Prepare(SampleShape shape)
    {
        // whoever may not read the parameters now may not read the gradients
        _gradients = new(_parameters.Blocks, _parameters.Width, _parameters.Turn);
        _settings = new(_task.Network, _parameters, 0, _gradients, _task.Loss, shape.TargetColumns) { Weighted = shape.Weighted };
        _descent = new(_task.Optimizer, _parameters, _gradients, _options);
        _pace = new(Threads(_options.BatchSize));
    }

    public int StepsFor(int rows)
    {
        int capacity = _step!.Capacity;
        return rows > 0 && _options.DropLast ? Math.Max(1, rows / capacity) : (rows + capacity - 1) / capacity;
    }

    public void BeginEpoch() => (_total, _totalWeight, _descent.Batches) = (0, 0, 0);

    public int Run(in RowBlock<T> rows, int first, CancellationToken cancellation)
    {
        Refresh();
        CpuStep<T> one = _step!;
        int steps = StepsFor(rows.Count), step = first;
        one.Take(rows);
        try
        {
            for (; step < steps && !cancellation.IsCancellationRequested && !_parameters.IsDisposed; step++)
            {
                double loss = one.Make(_pace.Begin(), step, isLast: rows.EndsEpoch && step == steps - 1);
                _pace.End(one.Rows);
                // the epoch's loss weighs each batch by its rows
                (_total, _totalWeight) = (_total + loss * one.Rows, _totalWeight + one.Rows);
            }
        }
        finally
        {
            // what failed half-way has moved parameters too, and its copies in other layouts may be old; rows that were learned are let go
            one.LetGo();
            ++_parameters.Version;
        }
        _version = _parameters.Version;
        return step;
    }

    public double Loss => _totalWeight > 0 ? _total / _totalWeight : 0;

    public StepFactors Factors
    {
        get => _descent.Factors;
        set => _descent.Factors = value;
    }

    public double LastRateFactor => _descent?.LastRateFactor ?? 1;

    public Parameters<T> Gradients
    {
        get
        {
            _step!.KeepGradient();
            return _gradients!;
        }
    }

    public double GradientNorm()
    {
        _step!.KeepGradient();
        return _descent.Norm();
    }

    public IReadOnlyList<LayerSnapshot> Snapshot() => _step!.Snapshot();

    public IReadOnlyList<Parameters<T>> Moments => _descent.Moments;

    public Parameters<T>? Waiting => _descent.Waits ? _gradients : null;

    public EngineState State
    {
        get => new(_total, _totalWeight, _descent.Batches, _step!.Runs, LastRateFactor, _descent.Steps);
        set
        {
            (_total, _totalWeight, _descent.Batches) = (value.Total, value.TotalWeight, value.Pending);
            (_step!.Runs, _descent.LastRateFactor, _descent.Steps) = (value.Runs, value.RateFactor, value.Steps);
        }
    }

    public UpdateChain ChainOf(int block) => _descent.ChainOf(block);

    public IJudge Judge(Samples<T> rows, EpochMeasure measure) => new Validation<T>(_task, rows, measure, Threads(rows.Rows));

    /// <summary>Where parameters were changed from outside, copies in other layouts follow.</summary>
    public void Refresh()
    {
        if (_version == _parameters.Version) return;
        _version = _parameters.Version;
        _step!.Refresh();
    }

    // at most, for so many rows
    int Threads(int rows)
    {
        if (_options.Threads > 0) return Math.Min(_options.Threads, Math.Max(TrainingOptions.MostThreads, Environment.ProcessorCount));
        long work = _task.Network.ParameterCount * rows;
        return (int)Math.Clamp(work / WorthAThread, 1, Environment.ProcessorCount);
    }

    public void Dispose()
    {
        _step?.Dispose();
        _gradients?.Dispose();
        _descent?.Dispose();
    }
}
