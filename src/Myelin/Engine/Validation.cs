using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>The loss of a model over rows, and what else they are measured by, as it predicts: dropout off, running statistics.</summary>
internal sealed class Validation<T> : IJudge where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Plan<T> _plan;
    readonly Parameters<T> _parameters;
    readonly Samples<T> _samples;
    readonly EpochMeasure _measure;
    readonly Pace _pace;
    readonly Action<Worker> _predict;
    readonly T[] _predictions;
    readonly double _normalizer;
    int _from;

    public Validation(LearningTask<T> task, Samples<T> samples, EpochMeasure measure, int threads)
    {
        (Network network, Parameters<T> parameters, ILoss loss, _) = task;
        (_parameters, _samples, _measure, _pace, _predict) = (parameters, samples, measure, new Pace(threads), Predict);
        if (EpochMeasures.Objection(measure, network.Outputs, samples.TargetColumns) is { } expected)
            Throw.Argument($"{measure} cannot decide which epoch is best: it needs {expected}, " +
                $"and the network has {network.Outputs} outputs for {samples.TargetColumns} target columns.");
        _plan = Plan<T>.Create(new(network, parameters, Math.Min(samples.Rows, Plan<T>.BlockRows), null, loss, samples.TargetColumns)
        {
            Weighted = !samples.Weights.IsEmpty,
            Link = loss.Link,
        });
        _predictions = measure == EpochMeasure.Loss ? [] : new T[samples.Rows * network.Outputs];
        _normalizer = Normalizer.Of(loss, samples, [.. Enumerable.Range(0, samples.Rows)], network.Outputs);
    }

    public (double Loss, double Measure) Evaluate(CancellationToken cancellation = default)
    {
        double sum = 0;
        int outputs = _plan.Output.Columns;
        Team team = _pace.Begin();
        for (_from = 0; _from < _samples.Rows; _from += _plan.Capacity)
        {
            cancellation.ThrowIfCancellationRequested();
            Throw.IfDisposed(_parameters.IsDisposed, "Model");
            int rows = _plan.Batch.Rows = Math.Min(_plan.Capacity, _samples.Rows - _from);
            team.Run(_predict);
            sum += _plan.TotalLoss(1);
            if (_predictions.Length == 0) continue;
            _plan.ApplyLink(rows);
            _plan.Output.ReadRows(_predictions.AsSpan(_from * outputs, rows * outputs));
        }
        _pace.End(_samples.Rows);
        double loss = sum / _normalizer;
        bool finite = Kernels.Rows.AreFinite<T>(_predictions);
        return (loss, _measure == EpochMeasure.Loss || !finite ? loss
            : EpochMeasures.Of<T>(_measure, _predictions, _samples.Targets.Span, _samples.Rows, _samples.Weights.Span, cancellation));
    }

    void Predict(Worker worker)
    {
        (int first, int last) = worker.Share(_plan.Batch.Rows);
        ReadOnlySpan<T> inputs = _samples.Inputs.Span, targets = _samples.Targets.Span, weights = _samples.Weights.Span;
        for (int n = first; n < last; n++)
        {
            _plan.Input.WriteRow(n, inputs.Slice((_from + n) * _samples.InputColumns, _samples.InputColumns));
            _plan.Target.WriteRow(n, targets.Slice((_from + n) * _samples.TargetColumns, _samples.TargetColumns));
            if (!weights.IsEmpty) _plan.Weights.Row(0)[n] = weights[_from + n];
        }
        _plan.Forward(worker);
        _plan.EvaluateLoss(worker, 1);
    }

    public void Dispose() => _plan.Dispose();
}
