using Myelin.Numerics;

namespace Myelin;

/// <summary>A <see cref="PerOutput{TLoss}"/>, whatever its losses are.</summary>
interface IPerOutput
{
    IEnumerable<ILoss> Losses { get; }

    EquatableArray<double>? Weights { get; }

    /// <summary>wₖ ℓₖ and its gradient, with the loss of its output: settings that differ from place to place are no vector's.</summary>
    T Evaluate<T>(int k, T prediction, ReadOnlySpan<T> target, out T gradient)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;

    T Evaluate<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> gradient)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int k = 0; k < prediction.Length; k++) sum += Evaluate(k, prediction[k], target, out gradient[k]);
        return sum;
    }

    void Evaluate<T>(ReadOnlySpan<T> prediction, ReadOnlySpan<T> target, Span<T> values, Span<T> gradient)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < prediction.Length; k++) values[k] = Evaluate(k, prediction[k], target, out gradient[k]);
    }
}
