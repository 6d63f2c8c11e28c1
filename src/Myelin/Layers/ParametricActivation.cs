using System.Numerics;
using Myelin.Activations;
using Myelin.Engine;
using Myelin.Initializers;
using Myelin.Kernels;
using Myelin.Numerics;
using Myelin.Text;

namespace Myelin.Layers;

/// <summary>a = x + s ⊙ (σ(x) − x) with one learned s per column, 1 at first: each neuron chooses how far it bends (Holzmüller, Grinsztajn, Steinwart 2024, section 3).</summary>
/// <param name="RateFactor">multiplies the learning rate of s</param>
/// <param name="DecayFactor">multiplies penalties and decay of s; null spares s as long as the optimizer does not decay all</param>
public sealed record ParametricActivation(IActivation Function, double RateFactor = 1, double? DecayFactor = null) : Layer
{
    public IActivation Function { get; } = Function?.BindBlend<double, Scalar<double>>() is not null
        ? Function
        : Throw.Argument<IActivation>("A parametric activation needs an activation of single numbers, " +
            "and softmax and its kin are functions of a whole row.",
            nameof(Activation));

    public double RateFactor { get; } = Throw.IfNegative(RateFactor, "a parametric activation's rate factor");

    public double? DecayFactor { get; } = DecayFactor is { } factor ? Throw.IfNegative(factor, "a parametric activation's decay factor",
        nameof(DecayFactor)) : null;

    public override int Outputs(int inputs) => inputs;

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
        [new("share", 1, inputs, ParameterRole.Scale, Constant.Ones, RateFactor, DecayFactor ?? 1) { Decays = DecayFactor is not null }];

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
        (_x, _dx, _blend) = (binder.Input, binder.InputGradient, layer.Function.BindBlend<T, TLane>()!);
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
        _blend.Gradient(_x, _value, _delta, Batch.Rows, _s.Gradient, worker, add);
        Descend(update, _s, worker);
    }
}
