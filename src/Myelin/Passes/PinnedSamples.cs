using System.Buffers;
using Myelin.Kernels;

namespace Myelin;

/// <summary>Samples that stay where they are for a run of steps, so that a batch is gathered by address.</summary>
internal sealed unsafe class PinnedSamples<T> : IDisposable where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    MemoryHandle _inputs, _targets, _weights;
    bool _weighted;

    public void Pin(ReadOnlyMemory<T> inputs, ReadOnlyMemory<T> targets, ReadOnlyMemory<T> weights)
    {
        (_inputs, _targets, _weights) = (inputs.Pin(), targets.Pin(), weights.Pin());
        _weighted = !weights.IsEmpty;
    }

    /// <summary>Rows [first, last) of a batch, from the samples' rows of these numbers.</summary>
    public void Gather(ReadOnlySpan<int> rows, Panels<T> inputs, Panels<T> targets, Panels<T> weights, int first, int last)
    {
        inputs.Gather((T*)_inputs.Pointer, rows, first, last);
        targets.Gather((T*)_targets.Pointer, rows, first, last);
        if (!_weighted) return;
        T* s = (T*)_weights.Pointer;
        for (int n = first; n < last; n++) weights.Start[n] = s[rows[n]];
    }

    /// <summary>Lets the garbage collector move them again.</summary>
    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
        _weights.Dispose();
    }
}
