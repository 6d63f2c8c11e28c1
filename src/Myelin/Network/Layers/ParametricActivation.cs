using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// a = x + s ⊙ (σ(x) − x) with one learned s per column, 1 at first: each neuron chooses how far it bends (Holzmüller,
/// Grinsztajn, Steinwart 2024, section 3).
/// </summary>
/// <param name="RateFactor">multiplies the learning rate of s</param>
/// <param name="DecayFactor">multiplies penalties and decay of s; null spares s as long as the optimizer does not decay all</param>
public sealed record ParametricActivation(IActivation Function, double RateFactor = 1, double? DecayFactor = null) : Layer
{
    public IActivation Function { get; } = Function is { IsOfRows: false }
        ? Function
        : Throw.Argument<IActivation>("A parametric activation needs an activation of single numbers, " +
            "and softmax and its kin are functions of a whole row.",
            nameof(Activation));

    public double RateFactor { get; } = Throw.IfNegative(RateFactor, "a parametric activation's rate factor");

    public double? DecayFactor { get; } = DecayFactor is { } factor ? Throw.IfNegative(factor, "a parametric activation's decay factor",
        nameof(DecayFactor)) : null;

    public override int Outputs(int inputs) => inputs;

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
        [new("share", 1, inputs, ParameterRole.Scale, Constant.Ones, RateFactor, DecayFactor ?? 1)
        {
            Symbol = "s",
            Decays = DecayFactor is not null,
        }];

    public override LayerFormula Formula(Expression x, Expression outputGradient, params ReadOnlySpan<Expression> numbers)
    {
        // one's own function may have no formula: then its letter
        Expression letter = Expression.Letter("σ"),
            sigma = Function.Formula(x, letter) is { } known ? Expression.Name("σ", known.Value) : letter;
        Expression slope = Function.Formula(x, sigma) is { } bent ? Expression.Name("σ′", bent.Slope) : Expression.Letter("σ′");
        return new(Blend.Of(x, numbers[0], sigma), outputGradient * Blend.Slope(numbers[0], slope), [outputGradient * (sigma - x)]);
    }

    internal static readonly LayerKind OfFiles = new("parametric-activation", ["function", "rateFactor", "decayFactor"], settings =>
        new ParametricActivation(settings.Activation("function"), settings.Number("rateFactor", 1), settings.NumberOrNone("decayFactor")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Activation("function", Function);
        to.Number("rateFactor", RateFactor);
        if (DecayFactor is { } decay) to.Number("decayFactor", decay);
    }

    internal override Signal AddForward(ForwardGraph graph, Signal x) =>
        graph.Formula(x.Width, of => Blend.Of(of[0], of[1], of[2]), x, graph.Parameter(), graph.Apply(Function, x));

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new ParametricActivationPass<T, TLane>(this, binder);

    public override string ToString() => $"parametric {ActivationNames.Describe(Function)}";
}

internal sealed class ParametricActivationPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly BlendPass<T> _blend;
    readonly Panels<T> _x, _dx, _a, _delta, _value;
    readonly ParameterViews<T> _s;

    public ParametricActivationPass(ParametricActivation layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx, _blend) = (binder.Input, binder.InputGradient, BlendPass<T>.Of<TLane>(layer.Function)!);
        _s = binder.Parameter();
        Output = _a = binder.Matrix(_x.Columns);
        OutputGradient = _delta = binder.TrainingMatrix(_x.Columns);
        _value = binder.TrainingMatrix(_x.Columns);
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // a = x + s ⊙ (σ(x) − x)
        _blend.Forward(_x, _s.Value, _value, _a, first, last);
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // ∂L/∂x = ∂L/∂a ⊙ (1 + s ⊙ (σ′(x) − 1))
        if (!_dx.IsEmpty) _blend.Backward(_x, _s.Value, _value, _delta, _dx, first, last);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂s = Σₙ ∂L/∂aₙ ⊙ (σ(xₙ) − xₙ)
        _blend.Gradient(Summed(_x), Summed(_value), Summed(_delta), Batch.Rows, _s.Gradient, worker, add);
        Descend(update, _s, worker);
    }
}
