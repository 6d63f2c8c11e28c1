using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>The last part of a step: parameters move along their gradient, the mean of the batches that are in it, clipped.</summary>
internal sealed class Descent<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly TrainingOptions _options;
    readonly UpdatePass<T>? _update;
    readonly GradientNorm<T> _norm;
    readonly Action<Worker> _sumNorm, _descend;

    /// <param name="optimizer">null for parameters that stay</param>
    public Descent(Optimizer? optimizer, Parameters<T> parameters, Parameters<T> gradients, TrainingOptions options)
    {
        _options = options;
        _update = optimizer is null ? null : UpdatePass<T>.Of(optimizer, parameters);
        _update?.Attach(parameters, gradients);
        _norm = GradientNorm<T>.Create(gradients);
        _sumNorm = _norm.Sum;
        _descend = worker => _update!.Descend(worker);
        if (options is { Shards: 1, AccumulateBatches: 1, ClipNorm: 0 }) AtOnce = _update;
    }

    /// <summary>
    /// Moves each parameter as soon as its own gradient is known; null where the descent waits for all of them, or there is none.
    /// </summary>
    public UpdatePass<T>? AtOnce { get; }

    /// <summary>Batches whose gradients are in the sum.</summary>
    public int Batches { get; set; }

    /// <summary>Whether the sum waits for further batches.</summary>
    public bool Waits => Batches % _options.AccumulateBatches > 0;

    public StepFactors Factors { get; set; } = StepFactors.None;

    public double LastRateFactor { get; set; } = 1;

    /// <summary>t, the optimizer's steps so far.</summary>
    public long Steps
    {
        get => _update?.Steps ?? 0;
        set => _update?.Steps = value;
    }

    public IReadOnlyList<Parameters<T>> Moments => _update?.Moments ?? [];

    public UpdateChain ChainOf(int block) => _update!.ChainOf(block);

    /// <summary>A batch's loss is known and its gradient follows: to the sum, or along it at once.</summary>
    public void Add()
    {
        Batches = Batches == _options.AccumulateBatches ? 1 : Batches + 1;
        if (AtOnce is not null) Begin(1);
    }

    /// <summary>With all gradients known.</summary>
    /// <param name="isLast">whether no further batch follows that the sum could wait for</param>
    /// <returns>whether parameters have moved here, and not at once</returns>
    public bool Run(Team team, bool isLast)
    {
        if (AtOnce is not null || _update is null || Batches < _options.AccumulateBatches && !isLast) return false;
        if (_options.ClipNorm > 0) team.Run(_sumNorm);
        Begin(Scale());
        team.Run(_descend);
        return true;
    }

    /// <summary>‖g‖ of the gradient, before it is clipped.</summary>
    public double Norm()
    {
        _norm.Sum(Worker.Alone);
        return _norm.Total() / Math.Max(1, Batches);
    }

    // g := g · min(1, c / ‖g‖), of the mean
    double Scale()
    {
        double scale = 1d / Batches, bound = _options.ClipNorm;
        if (bound > 0 && _norm.Total() * scale is var norm && norm > bound) scale *= bound / (norm + 1e-6);
        return scale;
    }

    void Begin(double scale)
    {
        LastRateFactor = Factors.Rate(_update!.Steps);
        if (Factors.Decay is { } factor) _update.DecayFactor = factor(_update.Steps);
        _update.Begin(LastRateFactor, scale, _options.ClipValue > 0 ? _options.ClipValue : double.PositiveInfinity);
    }

    public void Dispose()
    {
        _norm.Dispose();
        foreach (Parameters<T> moment in Moments) moment.Dispose();
    }
}
