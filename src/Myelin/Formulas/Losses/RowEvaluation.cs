using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>
/// A loss of whole rows, bound once for numbers of one type: finding a generic method of an interface takes
/// longer than a row of ten classes.
/// </summary>
internal readonly struct RowEvaluation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    delegate RowLane<T> OfLanes(RowLane<T> prediction, RowLane<T> target, out RowLane<T> gradient);

    delegate T OfNumbers(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient);

    readonly OfLanes? _lanes;
    readonly OfNumbers? _numbers;

    public RowEvaluation(IRowLoss loss)
    {
        if (loss is IPerOutput outputs) _numbers = outputs.Evaluate<T>;
        else _lanes = loss.Evaluate<RowLane<T>>;
    }

    /// <param name="target">a row, of one column too</param>
    /// <param name="gradient">to be written over</param>
    public T Of(RowLane<T> prediction, RowLane<T> target, out Span<T> gradient)
    {
        if (_numbers is not null)
        {
            gradient = RowLane<T>.Take(prediction.Length).Numbers;
            return _numbers(prediction.Numbers, target.Numbers, gradient);
        }
        T value = _lanes!(prediction, target.Length == 1 ? new(target.Numbers[0]) : target, out RowLane<T> slope).Same;
        gradient = slope.Filled(prediction.Length);
        return value;
    }

    public T Of(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient)
    {
        RowMemory<T>.Begin();
        T value = Of(RowLane<T>.Copy(prediction), RowLane<T>.Copy(target), out Span<T> slope);
        slope.CopyTo(gradient);
        return value;
    }
}
