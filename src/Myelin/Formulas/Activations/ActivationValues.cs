using System.Numerics;

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
        activation.Choose(new RowOfNumbersChoice<T>()).Value(z, a);
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
        activation.Choose(new RowOfNumbersChoice<T>()).Backpropagate(z, a, delta);
    }
}
