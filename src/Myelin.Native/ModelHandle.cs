using Myelin.Tabular;

namespace Myelin.Native;

/// <summary>A loaded model, and predictors that wait for the next call: rented by exchanging them out, without a lock.</summary>
sealed class ModelHandle(TabularModel model) : IDisposable
{
    readonly RowPredictor?[] _idle = new RowPredictor?[Math.Max(8, 2 * Environment.ProcessorCount)];

    public TabularModel Model => model;

    public RowPredictor Rent()
    {
        for (int i = 0; i < _idle.Length; i++)
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } predictor) return predictor;
        return new(model);
    }

    public void Return(RowPredictor predictor)
    {
        for (int i = 0; i < _idle.Length; i++)
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], predictor, null) is null) return;
    }

    /// <summary>Predictions under way end; the last of them frees the memory.</summary>
    public void Dispose() => model.Dispose();
}
