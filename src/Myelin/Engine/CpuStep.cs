using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;

namespace Myelin;

/// <summary>One training step on a team of this process's threads, phase by phase: gradient, reduce, descend.</summary>
internal sealed class CpuStep<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly LearningTask<T> _task;
    readonly TrainingOptions _options;
    readonly Plan<T> _plan;
    readonly Descent<T> _descent;

    // null where a batch's gradient is computed as one
    readonly IReducer<T>? _reducer;

    // gather, forward, loss and backward; gradients; and what follows where the descent must wait for all gradients
    readonly Action<Worker>[] _rows;
    readonly Action<Worker> _gradient, _refresh;
    readonly bool _rowsCountAlike;

    // one run, as all workers see it
    readonly PinnedSamples<T> _pinned = new();
    RowBlock<T> _block;
    int _begin;
    double _scale;

    public CpuStep(LearningTask<T> task, TrainingOptions options, PlanSettings<T> settings, Descent<T> descent, IReducer<T>? reducer)
    {
        (_task, _options, _descent, _reducer) = (task, options, descent, reducer);
        _plan = Plan<T>.Create(settings with { Partials = reducer?.Partials ?? [] });
        _plan.Batch.Seed = options.Seed;
        _rowsCountAlike = Normalizer.IsOfRowCountAlone(task.Loss, settings.Weighted);
        (_gradient, _refresh) = (options.Shards == 1 ? Gradients : PartialGradients, worker => _plan.Refresh(worker));
        var phases = new Phases();
        phases.Then(Gather);
        foreach (LayerPass<T> pass in _plan.Passes) pass.AddForward(phases);
        phases.Then(EvaluateLoss);
        foreach (LayerPass<T> pass in _plan.Passes.Reverse()) pass.AddBackward(phases);
        _rows = phases.ToArray();
    }

    /// <summary>Rows of a batch at most.</summary>
    public int Capacity => _plan.Capacity;

    /// <summary>Those of the last batch.</summary>
    public int Rows => _plan.Batch.Rows;

    /// <summary>Batches in all: decides dropout's masks.</summary>
    public long Runs
    {
        get => _plan.Batch.Step;
        set => _plan.Batch.Step = value;
    }

    /// <summary>Whether the last batch's gradient is whole in the gradient's vector.</summary>
    public bool KeptGradient { get; private set; } = true;

    /// <summary>The steps to come are over these rows, which stay where they are up to <see cref="LetGo"/>.</summary>
    public void Take(in RowBlock<T> block)
    {
        _block = block;
        _pinned.Pin(block.Samples.Inputs, block.Samples.Targets, block.Samples.Weights);
    }

    public void LetGo()
    {
        _pinned.Dispose();
        _block = default;
    }

    /// <summary>A step on the rows' batch of this number; gives its loss.</summary>
    /// <param name="isLast">whether gradients wait for no further batch</param>
    public double Make(Team team, int number, bool isLast)
    {
        Begin(number);
        double loss = Gradient(team);
        Reduce(team);
        Descend(team, isLast);
        return loss;
    }

    // δ of every row, then ∂L/∂θ: of the batch, along which parameters may descend at once, or of each of its shards
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    double Gradient(Team team)
    {
        foreach (Action<Worker> phase in _rows) team.Run(phase);
        double loss = _reducer is null ? _plan.TotalLoss(_scale) : _plan.ShardedLoss(_scale);
        _descent.Add();
        team.Run(_gradient);
        KeptGradient = _descent.AtOnce is null;
        return loss;
    }

    // ∂L/∂θ of the batch := Σ of its shards
    void Reduce(Team team) => _reducer?.Reduce(team, Math.Min(_plan.Shards.Length, Rows), Adds);

    // θ := θ − α d, where it has not moved with its gradient
    void Descend(Team team, bool isLast)
    {
        if (_descent.Run(team, isLast)) team.Run(_refresh);
    }

    void Begin(int number)
    {
        Batch batch = _plan.Batch;
        _begin = number * _plan.Capacity;
        int rows = Math.Min(_plan.Capacity, _block.Count - _begin);
        bool asBefore = rows == batch.Rows;
        (batch.Rows, batch.Training) = (rows, !_options.EvaluationMode);
        if (_task.Optimizer is not null) batch.Step++;
        if (_descent.Factors.Dropout is { } factor) batch.DropoutFactor = factor(_descent.Steps);
        if (_rowsCountAlike && asBefore) return;
        Shard<T>.Cut(_plan.Shards, rows);
        _scale = 1 / Normalizer.Of(_task.Loss, _block.Samples, BatchRows, _plan.Output.Columns);
    }

    // whether a gradient is added to those of the batches before
    bool Adds => _descent.Batches > 1;

    /// <summary>The batch's rows of the samples.</summary>
    ReadOnlySpan<int> BatchRows => _block.Order.AsSpan(_begin, _plan.Batch.Rows);

    void Gather(Worker worker) => _plan.Gather(worker, _pinned, BatchRows);

    void EvaluateLoss(Worker worker) => _plan.EvaluateLoss(worker, _scale);

    void Gradients(Worker worker) => _plan.Gradients(worker, Adds, _descent.AtOnce);

    void PartialGradients(Worker worker) => _plan.PartialGradients(worker);

    /// <summary>
    /// ∂L/∂θ of the last batch, where parameters descended without keeping it: xᵀ·δ asks for no parameter, so it is the same after.
    /// </summary>
    public void KeepGradient()
    {
        if (!KeptGradient) _plan.Gradients(Worker.Alone, add: false, update: null);
        KeptGradient = true;
    }

    /// <summary>What each layer's numbers are like, of the last batch.</summary>
    public IReadOnlyList<LayerSnapshot> Snapshot() =>
        Rows == 0 ? [] : [.. _task.Network.Layers.Zip(_plan.Passes, (layer, pass) => LayerSnapshot.Of(layer, pass, Rows))];

    /// <summary>Where parameters were changed from outside, copies in other layouts follow.</summary>
    public void Refresh() => _refresh(Worker.Alone);

    public void Dispose()
    {
        _plan.Dispose();
        _reducer?.Dispose();
    }
}
