using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// One Dense that the members of an ensemble share: zᵢ = ((xᵢ ⊙ rᵢ)·W) ⊙ sᵢ + bᵢ for members i = 1 … k side by side, with rows r, s, b of
/// each (BatchEnsemble: Wen, Tran, Ba 2020, equation 5; TabM: Gorishniy, Kotelnikov, Babenko 2025, section 3.3). Without adapters
/// zᵢ = xᵢ·W + b.
/// </summary>
/// <param name="Members">k, at most <see cref="Network.MaximumMembers"/></param>
/// <param name="Units">columns of each zᵢ</param>
/// <param name="Adapters">whether members have r, s and b of their own; r and s are 1 at first</param>
/// <param name="Initializer">W at first; null is uniform in ±1/√I</param>
public sealed record MemberDense(int Members, int Units, bool Adapters = true, IInitializer? Initializer = null) : Layer
{
    public int Members { get; } = Throw.IfNotWidth(Members, "An ensemble's members", Network.MaximumMembers);

    public int Units { get; } = Throw.IfNotWidth(Units, "The units of an ensemble's layer");

    /// <summary>U(−1/√I, 1/√I)</summary>
    internal static IInitializer DefaultInitializer => new LeCunUniform(1 / Math.Sqrt(3));

    public override int Outputs(int inputs)
    {
        IfNotShared(inputs, Members);
        return checked(Units * Members);
    }

    public override IEnumerable<ParameterBlock> Blocks(int inputs)
    {
        int each = inputs / Members;
        yield return new("weight", each, Units, ParameterRole.Weight, Initializer ?? DefaultInitializer) { Symbol = "W" };
        if (Adapters) yield return new("input_scale", Members, each, ParameterRole.Scale, Constant.Ones) { Symbol = "r" };
        if (Adapters) yield return new("output_scale", Members, Units, ParameterRole.Scale, Constant.Ones) { Symbol = "s" };
        yield return new("bias", Adapters ? Members : 1, Units, ParameterRole.Bias, Constant.Zeros) { Symbol = "b" };
    }

    internal static void IfNotShared(int inputs, int members)
    {
        if (inputs % members != 0)
            Throw.Argument(
                $"{members} members share {inputs} columns, which is no whole number for each. Put the same number of members in front.");
    }

    internal static readonly LayerKind OfFiles = new("member-dense", ["members", "units", "adapters", "initializer"], settings =>
        new MemberDense(settings.Whole("members"), settings.Whole("units"), settings.Flag("adapters", true),
            settings.Initializer("initializer")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Whole("members", Members);
        to.Whole("units", Units);
        to.Flag("adapters", Adapters);
        if (Initializer is not null) to.Initializer("initializer", Initializer);
    }

    public override LayerEquations Equations(string l) => Adapters
        ? new("((xᵢ ⊙ rᵢ)·W) ⊙ sᵢ + bᵢ of each member", $"((∂L/∂aᵢ{l} ⊙ sᵢ)·Wᵀ) ⊙ rᵢ", [$"Σᵢ (xᵢ{l} ⊙ rᵢ)ᵀ·(∂L/∂aᵢ{l} ⊙ sᵢ)", "", "", ""])
        : new("xᵢ·W + b of each member", $"∂L/∂aᵢ{l}·Wᵀ", [$"Σᵢ xᵢ{l}ᵀ·∂L/∂aᵢ{l}", ""]);

    internal override Signal AddForward(ForwardGraph graph, Signal x)
    {
        Weights w = graph.Parameter();
        if (!Adapters) return graph.Product(x, w, graph.Parameter(), Members);
        Signal scaled = graph.Formula(x.Width, of => of[0] * of[1], x, graph.Parameter()), p = graph.Product(scaled, w, null, Members);
        return graph.Formula(p.Width, of => Expression.MultiplyAdd(of[0], of[1], of[2]), p, graph.Parameter(), graph.Parameter());
    }

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new MemberDensePass<T, TLane>(this, binder);

    public override string ToString() => $"{(Adapters ? "BatchEnsemble" : "Shared")} {Members} × {Units}";
}

internal sealed class MemberDensePass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _dx, _wTransposed;
    readonly ParameterViews<T> _w, _r, _s, _b;
    readonly int _members;
    readonly bool _adapters;

    // x, ∂L/∂x, z, ∂L/∂z of the members; and p = (x ⊙ r)·W with its gradient
    readonly MemberColumns<T> _x, _dxs, _z, _delta;
    readonly Panels<T>[] _xr, _dxr, _p, _dp;

    public MemberDensePass(MemberDense layer, LayerBinder<T> binder) : base(binder)
    {
        (_dx, _members, _adapters) = (binder.InputGradient, layer.Members, layer.Adapters);
        _w = binder.Parameter();
        if (_adapters) (_r, _s) = (binder.Parameter(), binder.Parameter());
        _b = binder.Parameter();
        Output = binder.Matrix(layer.Units * _members);
        OutputGradient = binder.TrainingMatrix(layer.Units * _members);
        int each = Input.Columns / _members;
        (_x, _dxs, _z, _delta) = (new(Input, _members, binder), new(_dx, _members, binder), new(Output, _members, binder),
            new(OutputGradient, _members, binder));
        if (binder.Trains && (_adapters || !_dx.IsEmpty)) _wTransposed = binder.Matrix(layer.Units, each);
        (_xr, _p) = (new Panels<T>[_members], new Panels<T>[_members]);
        (_dxr, _dp) = (new Panels<T>[_members], new Panels<T>[_members]);
        for (int i = 0; i < _members; i++)
        {
            (_xr[i], _p[i]) = _adapters ? (binder.Matrix(each), binder.Matrix(layer.Units)) : (_x[i], _z[i]);
            (_dxr[i], _dp[i]) = _adapters ? (binder.TrainingMatrix(each), binder.TrainingMatrix(layer.Units)) : (_dxs[i], _delta[i]);
        }
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // p = (x ⊙ r)·W,  z = p ⊙ s + b
        for (int i = 0; i < _members; i++)
        {
            _x.Take(i, first, last);
            if (_adapters) Elementwise.MultiplyRow<T, TLane>(_x[i], _r.Value.FromRow(i), _xr[i], first, last);
            MatMul.Product<T, TLane>(_xr[i], _w.Value, _adapters ? default : _b.Value, _p[i], first, last);
            if (_adapters) MemberRow.MultiplyAdd<T, TLane>(_p[i], _s.Value.FromRow(i), _b.Value.FromRow(i), _z[i], first, last);
            _z.Give(i, first, last);
        }
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // ∂L/∂p = δ ⊙ s,  ∂L/∂(x ⊙ r) = ∂L/∂p·Wᵀ,  ∂L/∂x = ∂L/∂(x ⊙ r) ⊙ r
        for (int i = 0; i < _members; i++)
        {
            _delta.Take(i, first, last);
            if (_adapters) Elementwise.MultiplyRow<T, TLane>(_delta[i], _s.Value.FromRow(i), _dp[i], first, last);
            if (!_dxr[i].IsEmpty) MatMul.Product<T, TLane>(_dp[i], _wTransposed, default, _dxr[i], first, last);
            if (_dx.IsEmpty) continue;
            if (_adapters) Elementwise.MultiplyRow<T, TLane>(_dxr[i], _r.Value.FromRow(i), _dxs[i], first, last);
            _dxs.Give(i, first, last);
        }
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂W = Σᵢ (xᵢ ⊙ rᵢ)ᵀ·∂L/∂pᵢ
        foreach (Tile tile in Tiles.Of(_w.Value, worker))
        {
            for (int i = 0; i < _members; i++)
                MatMul.TransposedProduct<T, TLane>(Summed(_xr[i]), Summed(_dp[i]), Batch.Rows, _w.Gradient, tile, add || i > 0);
            if (update is null) continue;
            update.Descend(_w, tile, _w.Gradient);
            Transpose(tile);
        }

        // ∂L/∂rᵢ = Σₙ ∂L/∂(x ⊙ r) ⊙ x,  ∂L/∂sᵢ = Σₙ δ ⊙ p,  ∂L/∂bᵢ = Σₙ δ
        for (int i = 0; i < _members; i++)
        {
            Panels<T> delta = Summed(_delta[i]);
            if (_adapters) Columns.Dot<T, TLane>(Summed(_dxr[i]), Summed(_x[i]), Batch.Rows, _r.Gradient.FromRow(i), worker, add);
            if (_adapters) Columns.Dot<T, TLane>(delta, Summed(_p[i]), Batch.Rows, _s.Gradient.FromRow(i), worker, add);
            Columns.Sum<T, TLane>(delta, Batch.Rows, _adapters ? _b.Gradient.FromRow(i) : _b.Gradient, worker, add || !_adapters && i > 0);
        }
        DescendRows(update, _b, worker);
        if (!_adapters) return;
        DescendRows(update, _r, worker);
        DescendRows(update, _s, worker);
    }

    public override void Refresh(Worker worker)
    {
        foreach (Tile tile in Tiles.Of(_w.Value, worker)) Transpose(tile);
    }

    static void DescendRows(UpdatePass<T>? update, ParameterViews<T> parameter, Worker worker)
    {
        (int first, int last) = worker.Share(parameter.Value.Count);
        for (int panel = first; panel < last; panel++) Descend(update, parameter, panel, 0, parameter.Value.Rows);
    }

    void Transpose(Tile tile)
    {
        if (!_wTransposed.IsEmpty) Transposition.Transpose(_w.Value, _wTransposed, tile);
    }
}
