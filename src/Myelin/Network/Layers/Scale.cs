using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = x ⊙ s with one learned s per column, 1 at first.</summary>
/// <param name="RateFactor">multiplies the learning rate of s</param>
/// <param name="DecayFactor">multiplies penalties and decay of s; null spares s as long as the optimizer does not decay all</param>
public sealed record Scale(double RateFactor = 1, double? DecayFactor = null) : Layer
{
    public double RateFactor { get; } = Throw.IfNegative(RateFactor, "Scale's rate factor");

    public double? DecayFactor { get; } = DecayFactor is { } factor ? Throw.IfNegative(factor, "Scale's decay factor",
        nameof(DecayFactor)) : null;

    public override int Outputs(int inputs) => inputs;

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
        [new("scale", 1, inputs, ParameterRole.Scale, Constant.Ones, RateFactor, DecayFactor ?? 1)
        {
            Symbol = "s",
            Decays = DecayFactor is not null,
        }];

    /// <remarks>Its pass multiplies by whole rows: one product for each number, as here.</remarks>
    public override LayerFormula Formula(Expression x, Expression outputGradient, params ReadOnlySpan<Expression> numbers) =>
        new(x * numbers[0], outputGradient * numbers[0], [outputGradient * x]);

    internal static readonly LayerKind OfFiles = new("scale", ["rateFactor", "decayFactor"], settings =>
        new Scale(settings.Number("rateFactor", 1), settings.NumberOrNone("decayFactor")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Number("rateFactor", RateFactor);
        if (DecayFactor is { } decay) to.Number("decayFactor", decay);
    }

    internal override Signal AddForward(ForwardGraph graph, Signal x) => graph.Formula(x.Width, of => of[0] * of[1], x, graph.Parameter());

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new ScalePass<T, TLane>(binder);

    public override string ToString() => "Scale";
}

internal sealed class ScalePass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _x, _dx, _a, _delta;
    readonly ParameterViews<T> _s;

    public ScalePass(LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx) = (binder.Input, binder.InputGradient);
        _s = binder.Parameter();
        Output = _a = binder.Matrix(_x.Columns);
        OutputGradient = _delta = binder.TrainingMatrix(_x.Columns);
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // a = x ⊙ s
        Elementwise.MultiplyRow<T, TLane>(_x, _s.Value, _a, first, last);
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // ∂L/∂x = ∂L/∂a ⊙ s
        if (!_dx.IsEmpty) Elementwise.MultiplyRow<T, TLane>(_delta, _s.Value, _dx, first, last);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂s = Σₙ ∂L/∂aₙ ⊙ xₙ
        Columns.Dot<T, TLane>(Summed(_delta), Summed(_x), Batch.Rows, _s.Gradient, worker, add);
        Descend(update, _s, worker);
    }
}
