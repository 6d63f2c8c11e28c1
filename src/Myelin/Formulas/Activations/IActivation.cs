using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>An activation function a = σ(z), as a network's description holds it.</summary>
/// <remarks>
/// Write one by implementing <see cref="IActivation{TSelf}"/> (one number at a time: sigmoid) or
/// <see cref="IRowActivation{TSelf}"/> (a whole row at a time: softmax) on a <c>readonly record struct</c>.
/// </remarks>
public interface IActivation
{
    /// <summary>Whether the slope is a function of z rather than of a, so that the plan must keep z.</summary>
    bool NeedsInput => false;

    /// <summary>The function as it is written in C#, as expressions: a = σ(z), and σ′(z) from z and a. Null for a function of a whole row.</summary>
    (Expression Value, Expression Slope)? Formula(Expression z, Expression a) => null;

    /// <summary>The same function as it trains and predicts: compiled for one element type and one lane.</summary>
    internal ActivationPass<T> Bind<T, TLane>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T>;

    /// <summary>A Dense layer with this activation where every matrix is one panel wide; null where it has no kernel of its own.</summary>
    internal LayerPass<T>? BindOnePanel<T, TLane>(Dense layer, LayerBinder<T> binder)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T> => null;

    /// <summary>The blend x + s (σ(x) − x) with a learned s; null where an activation is of a whole row.</summary>
    internal BlendPass<T>? BindBlend<T, TLane>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> where TLane : struct, ILane<TLane, T> => null;
}

/// <summary>An activation of one number: value and slope, side by side.</summary>
public interface IActivation<TSelf> : IActivation where TSelf : struct, IActivation<TSelf>
{
    /// <summary>a = σ(z)</summary>
    TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane>;

    /// <summary>σ′(z); z is meaningful only where <see cref="IActivation.NeedsInput"/> is true.</summary>
    TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>;

    (Expression Value, Expression Slope)? IActivation.Formula(Expression z, Expression a) => (Value(z), Slope(z, a));

    ActivationPass<T> IActivation.Bind<T, TLane>() => new ElementActivation<T, TLane, TSelf>((TSelf)this);

    LayerPass<T>? IActivation.BindOnePanel<T, TLane>(Dense layer, LayerBinder<T> binder) =>
        new OnePanelDense<T, TLane, TSelf>(layer, (TSelf)this, binder);

    BlendPass<T> IActivation.BindBlend<T, TLane>() => new BlendPass<T, TLane, TSelf>((TSelf)this);
}

/// <summary>An activation of a whole row, each output a function of every input: value and Jacobian-vector product.</summary>
public interface IRowActivation<TSelf> : IActivation where TSelf : struct, IRowActivation<TSelf>
{
    /// <summary>a = σ(z); z and a may be the same memory.</summary>
    void Value<T>(ReadOnlySpan<T> z, Span<T> a) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;

    /// <summary>δ := Jᵀ·δ, with Jᵢⱼ = ∂aᵢ/∂zⱼ at the a that <see cref="Value"/> gave.</summary>
    void Backpropagate<T>(ReadOnlySpan<T> a, Span<T> delta) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;

    ActivationPass<T> IActivation.Bind<T, TLane>() => new RowActivation<T, TSelf>((TSelf)this);
}
