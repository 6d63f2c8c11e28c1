using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = x for x ≥ 0, s·x for x &lt; 0, with s learned (He, Zhang, Ren, Sun 2015, eq. 1, 8, 10); ∂a/∂x at 0 is 1.</summary>
/// <param name="PerUnit">one slope per column, or one for the whole layer</param>
/// <param name="NegativeSlope">s at first</param>
public sealed record PRelu(bool PerUnit = true, double NegativeSlope = 0.25) : Layer
{
    public double NegativeSlope { get; } = Throw.IfNotFinite(NegativeSlope, "PReLU's slope");

    public override int Outputs(int inputs) => inputs;

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
        [new("slope", 1, PerUnit ? inputs : 1, ParameterRole.Scale, new Constant(NegativeSlope)) { Symbol = "s" }];

    public override LayerFormula Formula(Expression x, Expression outputGradient, params ReadOnlySpan<Expression> numbers) =>
        new(Bent(x, numbers[0], x), Bent(x, numbers[0], outputGradient), [outputGradient * Negative(x)]);

    /// <summary>s·y for x &lt; 0, else y: of y = x the output, of ∂L/∂a the gradient</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Bent<TLane>(TLane x, TLane s, TLane y) where TLane : struct, ILane<TLane> =>
        TLane.IfLess(x, TLane.Of(0), s * y, y);

    /// <summary>∂a/∂s = min(x, 0)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Negative<TLane>(TLane x) where TLane : struct, ILane<TLane> => TLane.IfLess(x, TLane.Of(0), x, TLane.Of(0));

    internal static readonly LayerKind OfFiles = new("prelu", ["perUnit", "negativeSlope"], settings =>
        new PRelu(settings.Flag("perUnit", true), settings.Number("negativeSlope", 0.25)));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Flag("perUnit", PerUnit);
        to.Number("negativeSlope", NegativeSlope);
    }

    internal override Signal AddForward(ForwardGraph graph, Signal x) =>
        graph.Formula(x.Width, of => Bent(of[0], of[1], of[0]), x, graph.Parameter());

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new PReluPass<T, TLane>(binder);

    public override string ToString() => PerUnit ? "PReLU per unit" : "PReLU";
}

internal sealed class PReluPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _x, _dx, _a, _delta;
    readonly ParameterViews<T> _s;

    public PReluPass(LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx) = (binder.Input, binder.InputGradient);
        _s = binder.Parameter();
        Output = _a = binder.Matrix(_x.Columns);
        OutputGradient = _delta = binder.TrainingMatrix(_x.Columns);
    }

    bool IsShared => _s.Value.Columns < _x.Columns;

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        for (int panel = 0; panel < _x.Count; panel++)
        {
            TLane s = Slope(panel);
            for (int n = first; n < last; n++)
            {
                TLane x = _x.Load<TLane>(panel, n);
                _a.Store(PRelu.Bent(x, s, x), panel, n);
            }
        }
    }

    public override void Backward(Worker worker)
    {
        if (_dx.IsEmpty) return;
        (int first, int last) = Rows(worker);
        for (int panel = 0; panel < _x.Count; panel++)
        {
            TLane s = Slope(panel);
            for (int n = first; n < last; n++)
            {
                // ∂L/∂x = ∂L/∂a · (1 or s)
                _dx.Store(PRelu.Bent(_x.Load<TLane>(panel, n), s, _delta.Load<TLane>(panel, n)), panel, n);
            }
        }
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂s = Σₙ ∂L/∂aₙ min(xₙ, 0), over all columns where they share s
        (int first, int last) = IsShared ? (0, worker.Index == 0 ? _x.Count : 0) : worker.Share(_x.Count);
        Span<T> sums = RowBuffer<T>.Of(_x.Columns);
        Panels<T> x = Summed(_x), delta = Summed(_delta);
        for (int panel = first; panel < last; panel++)
        {
            TLane sum = !IsShared && add ? _s.Gradient.Load<TLane>(panel, 0) : TLane.Of(0);
            for (int n = 0; n < Batch.Rows; n++)
                sum = TLane.MultiplyAdd(delta.Load<TLane>(panel, n), PRelu.Negative(x.Load<TLane>(panel, n)), sum);
            if (IsShared) Kernels.Rows.Write(sum, sums, panel * _x.Width);
            else _s.Gradient.Store(sum, panel, 0);
        }
        if (IsShared && worker.Index > 0) return;
        if (IsShared) _s.Gradient[0, 0] = (add ? _s.Gradient[0, 0] : T.Zero) + Kernels.Rows.Sum<T>(sums);
        Descend(update, _s, IsShared ? Worker.Alone : worker);
    }

    TLane Slope(int panel) => IsShared ? TLane.Broadcast(_s.Value[0, 0]) : _s.Value.Load<TLane>(panel, 0);
}
