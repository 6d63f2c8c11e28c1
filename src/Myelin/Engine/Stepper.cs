using System.Numerics;
using Myelin.Kernels;
using Myelin.Losses;
using Myelin.Optimizers;

namespace Myelin.Engine;

/// <summary>Runs training steps over samples on a team: gather, gradient, descend, with a barrier where workers need each other's results.</summary>
internal sealed class Stepper<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Plan<T> _plan;
    readonly Parameters<T> _gradients;
    readonly UpdatePass<T>? _update;
    readonly ILoss _loss;
    readonly Team _team;
    readonly GradientNorm<T> _norm;
    readonly TrainingOptions _options;
    readonly Action<Worker> _work, _refresh;

    // one run, as all workers see it
    Samples<T> _samples = null!;
    int[] _order = [];
    int _from, _count;
    double _scale, _total, _totalWeight;
    CancellationToken _cancellation;
    bool _stop;

    public Stepper(Model<T> model, ILoss loss, Optimizer? optimizer, TrainingOptions options, int targetColumns, bool weighted, int threads, int? bits = null)
    {
        (_loss, _options) = (loss, options);
        _gradients = model.Parameters.Alike();
        _plan = Plan<T>.Create(new(model.Network, model.Parameters, options.BatchSize, _gradients, loss, targetColumns) { Weighted = weighted, Bits = bits });
        _plan.Batch.Seed = options.Seed;
        _update = optimizer?.Bind<T>(bits ?? Lanes.Bits);
        _update?.Attach(model.Parameters, _gradients);
        _norm = GradientNorm<T>.Create(_gradients, bits ?? Lanes.Bits);
        _team = new Team(threads);
        (_work, _refresh) = (Work, _plan.Refresh);
    }

    public Parameters<T> Gradients => _gradients;

    public UpdatePass<T>? Update => _update;

    /// <summary>The schedule's factor on the learning rate for a step, counted from 0 over the whole training.</summary>
    public Func<long, double> RateFactor { get; set; } = static _ => 1;

    public double LastRateFactor { get; private set; } = 1;

    /// <summary>Parameters were changed from outside: copies in other layouts follow.</summary>
    public void Refresh() => _team.Run(_refresh);

    /// <summary>
    /// Trains on rows order[from …], batch after batch, and returns the mean loss; stops between two batches when cancelled.
    /// </summary>
    public double Run(Samples<T> samples, int[] order, int from, int count, CancellationToken cancellation)
    {
        (_samples, _order, _from, _count, _cancellation) = (samples, order, from, count, cancellation);
        (_total, _totalWeight, _stop) = (0, 0, false);
        _team.Run(_work);
        return _totalWeight > 0 ? _total / _totalWeight : 0;
    }

    void Work(Worker worker)
    {
        int batch = _plan.Capacity, steps = _options.DropLast ? Math.Max(1, _count / batch) : (_count + batch - 1) / batch;
        for (int step = 0, pending = 0; step < steps; step++)
        {
            int from = _from + step * batch, rows = Math.Min(batch, _from + _count - from);
            if (worker.Index == 0) Begin(from, rows);
            worker.Wait();
            if (_stop) return;

            _plan.Gather(worker, _samples, _order.AsSpan(from, rows));
            _plan.Forward(worker);
            _plan.EvaluateLoss(worker, _scale);
            _plan.Backward(worker);
            worker.Wait();

            if (worker.Index == 0) End(rows);
            _plan.Gradients(worker, add: pending > 0);
            pending++;
            if (_update is null || pending < _options.AccumulateBatches && step < steps - 1) continue;

            worker.Wait();
            if (_options.ClipNorm > 0)
            {
                _norm.Sum(worker);
                worker.Wait();
            }
            if (worker.Index == 0) BeginUpdate(pending);
            worker.Wait();
            _update.Descend(worker);
            worker.Wait();
            _plan.Refresh(worker);
            pending = 0;
        }
        worker.Wait();
    }

    void Begin(int from, int rows)
    {
        _stop = _cancellation.IsCancellationRequested;
        (_plan.Batch.Rows, _plan.Batch.Training) = (rows, true);
        _plan.Batch.Step++;
        _scale = 1 / Normalizer.Of(_loss, _plan.Loss, _samples, _order.AsSpan(from, rows), _plan.Output.Columns);
    }

    void End(int rows)
    {
        // the epoch's loss weighs each batch by its rows
        double loss = _plan.TotalLoss(_scale);
        (_total, _totalWeight) = (_total + loss * rows, _totalWeight + rows);
    }

    void BeginUpdate(int batches)
    {
        double scale = 1d / batches;
        if (_options.ClipNorm > 0)
        {
            double norm = _norm.Total() * scale;
            if (norm > _options.ClipNorm) scale *= _options.ClipNorm / (norm + 1e-6);
        }
        LastRateFactor = RateFactor(_update!.Steps);
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
