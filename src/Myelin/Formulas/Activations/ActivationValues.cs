using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>What an activation makes of one given row, outside training.</summary>
public static class ActivationValues
{
    /// <summary>a = σ(z); z and a may be the same memory.</summary>
    /// <exception cref="ArgumentException">z and a differ in length</exception>
    public static void Value<T>(this IActivation activation, ReadOnlySpan<T> z, Span<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(activation);
        Throw.IfLengthsDiffer(z.Length, a.Length, nameof(a));
        activation.Choose(new Choice<T>()).Value(z, a);
    }

    /// <summary>δ := Jᵀ·δ, from ∂L/∂a to ∂L/∂z, with Jᵢⱼ = ∂aᵢ/∂zⱼ; of an activation of single numbers δ := δ σ′(z).</summary>
    /// <param name="z">used where the slope is a function of z rather than of a</param>
    /// <param name="a">what <see cref="Value"/> gave</param>
    /// <exception cref="ArgumentException">z, a and δ differ in length</exception>
    public static void Backpropagate<T>(this IActivation activation, ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> delta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(activation);
        Throw.IfLengthsDiffer(z.Length, a.Length, nameof(a));
        Throw.IfLengthsDiffer(z.Length, delta.Length, nameof(delta));
        activation.Choose(new Choice<T>()).Backpropagate(z, a, delta);
    }

    sealed class Choice<T> : IActivationChoice<IOfRow<T>> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public IOfRow<T> OfElement<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation> =>
            new OfElements<T, TActivation>(activation);

        public IOfRow<T> OfRow<TActivation>(TActivation activation) where TActivation : struct, IRowActivation<TActivation> =>
            new OfRows<T, TActivation>(activation);
    }

    interface IOfRow<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        void Value(ReadOnlySpan<T> z, Span<T> a);

        void Backpropagate(ReadOnlySpan<T> z, ReadOnlySpan<T> a, Span<T> delta);
    }

    sealed class OfElements<T, TActivation>(TActivation activation) : IOfRow<T>
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

    sealed class OfRows<T, TActivation>(TActivation activation) : IOfRow<T>
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
}
