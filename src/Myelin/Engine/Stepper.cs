using System.Numerics;
using Myelin.Kernels;
using Myelin.Losses;
using Myelin.Optimizers;

namespace Myelin.Engine;

/// <summary>Runs training steps over samples on a team: gather, gradient, descend, with a barrier where workers need each other's results.</summary>
internal sealed class Stepper<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Plan<T> _plan;
    readonly Parameters<T> _parameters, _gradients;
    readonly UpdatePass<T>? _update;
    readonly ILoss _loss;
    readonly Team _team;
    readonly GradientNorm<T> _norm;
    readonly TrainingOptions _options;
    readonly Action<Worker> _work, _refresh;
    readonly Action _begin, _end, _clip;

    // most losses divide by the same number for every row
    readonly bool _uniform;
    readonly double _rowWeight;

    // one run, as all workers see it
    Samples<T> _samples = null!;
    int[] _order = [];
    int _from, _count, _step, _steps, _pending, _version = -1;
    double _scale, _total, _totalWeight;
    CancellationToken _cancellation;
    bool _stop;

    public Stepper(Model<T> model, ILoss loss, Optimizer? optimizer, TrainingOptions options, int targetColumns, bool weighted, int threads, int? bits = null)
    {
        (_loss, _options, _parameters) = (loss, options, model.Parameters);
        _gradients = model.Parameters.Alike();
        _plan = Plan<T>.Create(new(model.Network, model.Parameters, options.BatchSize, _gradients, loss, targetColumns) { Weighted = weighted, Bits = bits });
        _plan.Batch.Seed = options.Seed;
        _update = optimizer?.Bind<T>(bits ?? Lanes.Bits);
        _update?.Attach(model.Parameters, _gradients);
        _norm = GradientNorm<T>.Create(_gradients, bits ?? Lanes.Bits);
        _uniform = _plan.Loss.IsUniform && !weighted && loss.Reduction is Reduction.Mean or Reduction.RowMean;
        if (_uniform) _rowWeight = double.CreateTruncating(_plan.Loss.Weight(default, model.Network.Outputs));
        _team = new Team(threads);
        (_work, _refresh, _begin, _end, _clip) = (Work, _plan.Refresh, Begin, End, Clip);
    }

    public Parameters<T> Gradients => _gradients;

    public UpdatePass<T>? Update => _update;

    /// <summary>Whether every run is the same step: dropout's masks stay, so that the loss is one function of the parameters.</summary>
    public bool HoldsStep { get; init; }

    /// <summary>The schedule's factor on the learning rate for a step, counted from 0 over the whole training.</summary>
    public Func<long, double> RateFactor { get; set; } = static _ => 1;

    public double LastRateFactor { get; private set; } = 1;

    /// <summary>The Euclidean norm of the last gradient, before it was clipped; the mean's where batches were accumulated.</summary>
    public double GradientNorm()
    {
        _norm.Sum(Worker.Alone);
        return _norm.Total() / Math.Max(1, _pending);
    }

    /// <summary>Where parameters were changed from outside, copies in other layouts follow.</summary>
    public void Refresh()
    {
        if (_version == _parameters.Version) return;
        _version = _parameters.Version;
        _team.Run(_refresh);
    }

    /// <summary>
    /// Trains on rows order[from …], batch after batch, and returns the mean loss; stops between two batches when cancelled.
    /// </summary>
    public double Run(Samples<T> samples, int[] order, int from, int count, CancellationToken cancellation)
    {
        Refresh();
        (_samples, _order, _from, _count, _cancellation) = (samples, order, from, count, cancellation);
        (_total, _totalWeight, _stop, _step, _pending) = (0, 0, false, 0, 0);
        _steps = _options.DropLast ? Math.Max(1, count / _plan.Capacity) : (count + _plan.Capacity - 1) / _plan.Capacity;
        _team.Run(_work);
        _version = ++_parameters.Version;
        return _totalWeight > 0 ? _total / _totalWeight : 0;
    }

    // two barriers a step: when every row's δ is there, and when every parameter has moved
    void Work(Worker worker)
    {
        for (int step = 0; step < _steps; step++)
        {
            worker.Wait(_begin);
            if (_stop) return;
            _plan.Gather(worker, _samples, _order.AsSpan(_from + step * _plan.Capacity, _plan.Batch.Rows));
            _plan.Forward(worker);
            _plan.EvaluateLoss(worker, _scale);
            _plan.Backward(worker);
            worker.Wait(_end);

            bool alone = _options.AccumulateBatches == 1 && _options.ClipNorm == 0;
            _plan.Gradients(worker, add: _pending > 1, alone ? _update : null);
            if (alone || _update is null || _pending < _options.AccumulateBatches && step < _steps - 1) continue;
            worker.Wait();
            _norm.Sum(worker);
            worker.Wait(_clip);
            _update.Descend(worker);
            worker.Wait();
            _plan.Refresh(worker);
        }
        worker.Wait();
    }

    void Begin()
    {
        int from = _from + _step * _plan.Capacity, rows = Math.Min(_plan.Capacity, _from + _count - from);
        _stop = _cancellation.IsCancellationRequested;
        _step++;
        (_plan.Batch.Rows, _plan.Batch.Training) = (rows, !_options.EvaluationMode);
        if (!HoldsStep) _plan.Batch.Step++;
        _scale = _uniform ? 1 / (rows * _rowWeight) : 1 / Normalizer.Of(_loss, _plan.Loss, _samples, _order.AsSpan(from, rows), _plan.Output.Columns);
    }

    void End()
    {
        // the epoch's loss weighs each batch by its rows
        int rows = _plan.Batch.Rows;
        (_total, _totalWeight) = (_total + _plan.TotalLoss(_scale) * rows, _totalWeight + rows);
        _pending = _pending == _options.AccumulateBatches ? 1 : _pending + 1;
        if (_options.AccumulateBatches == 1 && _options.ClipNorm == 0) BeginUpdate(1);
    }

    void Clip()
    {
        double scale = 1d / _pending, norm = _norm.Total() * scale;
        if (_options.ClipNorm > 0 && norm > _options.ClipNorm) scale *= _options.ClipNorm / (norm + 1e-6);
        BeginUpdate(scale);
    }

    void BeginUpdate(double scale)
    {
        if (_update is null) return;
        LastRateFactor = RateFactor(_update.Steps);
        _update.Begin(LastRateFactor, scale, _options.ClipValue > 0 ? _options.ClipValue : double.PositiveInfinity);
    }

    public void Dispose()
    {
        _team.Dispose();
        _plan.Dispose();
        _gradients.Dispose();
        _norm.Dispose();
        foreach (Parameters<T> moment in _update?.Moments ?? []) moment.Dispose();
    }
}
