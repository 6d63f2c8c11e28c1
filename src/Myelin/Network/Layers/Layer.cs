using System.Numerics;
using System.Text;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// A description of a layer: its width and the parameters it needs. It owns no memory and never runs; a plan binds it to
/// memory as a <see cref="LayerPass{T}"/>, whose Forward and Backward stand in the same file as the description.
/// </summary>
public abstract record Layer
{
    /// <summary>Columns of the output for so many columns of input; throws if the layer cannot take them.</summary>
    public abstract int Outputs(int inputs);

    /// <summary>The layer's parameters, in the order in which they are stored.</summary>
    public virtual IEnumerable<ParameterBlock> Blocks(int inputs) => [];

    /// <summary>The layer's kind as files name it, with what reads it back.</summary>
    public abstract LayerKind Kind { get; }

    /// <summary>Tells the layer's settings, each by its name among those of its kind; what stands at its default may be left out.</summary>
    public virtual void Describe(ILayerDescription to) { }

    /// <summary>Chains of layers inside, each fed by its own columns of the input.</summary>
    public virtual IReadOnlyList<IReadOnlyList<Layer>> Inner => [];

    /// <summary>What becomes of one number, as it is written in C#; null for layers whose outputs are each of several numbers.</summary>
    /// <param name="x">the input</param>
    /// <param name="outputGradient">∂L/∂a</param>
    /// <param name="numbers">
    /// what stands beside them in the formula: parameters of the number's column; of dropout in training 1 if the number is kept,
    /// else 0 (and p, where a schedule changes it); of normalizing layers γ, β, μ, v, then the means of g and g ⊙ x̂ that the
    /// backward pass takes, where it takes any
    /// </param>
    public virtual LayerFormula? Formula(Expression x, Expression outputGradient, params ReadOnlySpan<Expression> numbers) => null;

    /// <summary>What the layer computes as formulas of matrices; null where <see cref="Formula"/> says it number by number.</summary>
    /// <param name="l">the layer's mark, which stands behind its letters: ⁽²⁾</param>
    public virtual LayerEquations? Equations(string l) => null;

    // what every layer has is no part of its text
    protected virtual bool PrintMembers(StringBuilder text) => false;

    /// <summary>Adds what the layer does in prediction, operation by operation; they give the bits of its pass.</summary>
    internal abstract Signal AddForward(ForwardGraph graph, Signal x);

    internal abstract LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>;
}
