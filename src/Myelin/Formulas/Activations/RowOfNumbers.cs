using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Gives an activation over rows of numbers that stand one after the other.</summary>
sealed class RowOfNumbersChoice<T> : IActivationChoice<IRowOfNumbers<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IRowOfNumbers<T> OfElement<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation> =>
        new OfElements<T, TActivation>(activation);

    public IRowOfNumbers<T> OfRow<TActivation>(TActivation activation) where TActivation : struct, IRowActivation<TActivation> =>
        new OfRows<T, TActivation>(activation);
}

/// <summary>An activation of one row.</summary>
interface IRowOfNumbers<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Value(ReadOnlySpan<T> z, Span<T> a);

    void Backpropagate(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> delta);
}

file sealed class OfElements<T, TActivation>(TActivation activation) : IRowOfNumbers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where TActivation : struct, IActivation<TActivation>
{
    public void Value(ReadOnlySpan<T> z, Span<T> a)
    {
        for (int i = 0; i < z.Length; i++) a[i] = activation.Value(new Scalar<T>(z[i])).Value;
    }

    public void Backpropagate(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> delta)
    {
        for (int i = 0; i < z.Length; i++) delta[i] *= activation.Slope(new Scalar<T>(z[i]), new(a[i])).Value;
    }
}

file sealed class OfRows<T, TActivation>(TActivation activation) : IRowOfNumbers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where TActivation : struct, IRowActivation<TActivation>
{
    public void Value(ReadOnlySpan<T> z, Span<T> a)
    {
        RowMemory<T>.Begin();
        activation.Value(RowLane<T>.Copy(z)).CopyTo(a);
    }

    public void Backpropagate(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> delta)
    {
        RowMemory<T>.Begin();
        activation.Backpropagate(RowLane<T>.Copy(a), RowLane<T>.Copy(delta)).CopyTo(delta);
    }
}
