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

    /// <summary>
    /// The function as it is written in C#, as expressions: a = σ(z), and σ′(z) from z and a. Null for a function of a whole row.
    /// </summary>
    (Expression Value, Expression Slope)? Formula(Expression z, Expression a) => null;

    /// <summary>Whether each output is a function of the whole row, as softmax is, rather than of one number.</summary>
    bool IsOfRows => false;

    /// <summary>
    /// A function of a whole row as it is written in C#: a = σ(z), and what <see cref="IRowActivation{TSelf}.Backpropagate"/> makes of a
    /// and δ. Letters stand for rows of any numbers; <see cref="Expression.Row(string, IReadOnlyList{double})"/> gives them theirs.
    /// Null for a function of one number.
    /// </summary>
    (Expression Value, Expression Product)? RowFormula(Expression z, Expression a, Expression delta) => null;

    /// <summary>Hands out the function with its own type, so that whatever is made of it is compiled for it.</summary>
    internal TResult Choose<TResult>(IActivationChoice<TResult> choice);
}

/// <summary>An activation of one number: value and slope, side by side.</summary>
public interface IActivation<TSelf> : IActivation where TSelf : struct, IActivation<TSelf>
{
    /// <summary>a = σ(z)</summary>
    TLane Value<TLane>(TLane z) where TLane : struct, ILane<TLane>;

    /// <summary>σ′(z); z is meaningful only where <see cref="IActivation.NeedsInput"/> is true.</summary>
    TLane Slope<TLane>(TLane z, TLane a) where TLane : struct, ILane<TLane>;

    (Expression Value, Expression Slope)? IActivation.Formula(Expression z, Expression a) => (Value(z), Slope(z, a));

    TResult IActivation.Choose<TResult>(IActivationChoice<TResult> choice) => choice.OfElement((TSelf)this);
}

/// <summary>An activation of a whole row, each output a function of every input: value and Jacobian-vector product.</summary>
public interface IRowActivation<TSelf> : IActivation where TSelf : struct, IRowActivation<TSelf>
{
    /// <summary>a = σ(z)</summary>
    TLane Value<TLane>(TLane z) where TLane : struct, IRowLane<TLane>;

    /// <summary>Jᵀ·δ, with Jᵢⱼ = ∂aᵢ/∂zⱼ at the a that <see cref="Value"/> gave.</summary>
    TLane Backpropagate<TLane>(TLane a, TLane delta) where TLane : struct, IRowLane<TLane>;

    (Expression Value, Expression Product)? IActivation.RowFormula(Expression z, Expression a, Expression delta) =>
        (Value(Expression.Rowed(z)), Backpropagate(Expression.Rowed(a), Expression.Rowed(delta)));

    bool IActivation.IsOfRows => true;

    TResult IActivation.Choose<TResult>(IActivationChoice<TResult> choice) => choice.OfRow((TSelf)this);
}
