using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// The end of an ensemble in one network: a Dense of its own for each member, aᵢ = xᵢ·Wᵢ + bᵢ, and their mean a = 1/k Σᵢ aᵢ
/// (Gorishniy, Kotelnikov, Babenko 2025, section 3.2).
/// </summary>
/// <remarks>
/// As a network's last layer it trains each member by itself: L is the mean of the members' own losses, never the loss of the mean; and a
/// loss's link is applied to each member before the mean, so that predicted probabilities are the mean of the members' probabilities.
/// </remarks>
/// <param name="Members">k, at most <see cref="Network.MaximumMembers"/></param>
/// <param name="Units">columns of each aᵢ, and of a</param>
/// <param name="Initializer">W at first; null is uniform in ±1/√I</param>
public sealed record MemberHeads(int Members, int Units, IInitializer? Initializer = null) : Layer, IMemberMean
{
    public int Members { get; } = Throw.IfNotWidth(Members, "An ensemble's members", Network.MaximumMembers);

    public int Units { get; } = Throw.IfNotWidth(Units, "The units of an ensemble's heads");

    public override int Outputs(int inputs)
    {
        MemberDense.IfNotShared(inputs, Members);
        return Units;
    }

    public override IEnumerable<ParameterBlock> Blocks(int inputs)
    {
        for (int i = 0; i < Members; i++)
        {
            yield return new($"members.{i}.weight", inputs / Members, Units, ParameterRole.Weight,
                Initializer ?? MemberDense.DefaultInitializer)
            {
                Symbol = $"W{Subscript.Of(i + 1)}",
            };
            yield return new($"members.{i}.bias", 1, Units, ParameterRole.Bias, Constant.Zeros) { Symbol = $"b{Subscript.Of(i + 1)}" };
        }
    }

    internal static readonly LayerKind OfFiles = new("member-heads", ["members", "units", "initializer"], settings =>
        new MemberHeads(settings.Whole("members"), settings.Whole("units"), settings.Initializer("initializer")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Whole("members", Members);
        to.Whole("units", Units);
        if (Initializer is not null) to.Initializer("initializer", Initializer);
    }

    public override LayerEquations Equations(string l) => new(
        "1/k Σᵢ aᵢ, aᵢ = xᵢ·Wᵢ + bᵢ", $"∂L/∂aᵢ{l}·Wᵢᵀ",
        [.. Enumerable.Range(0, Members).SelectMany(_ => new[] { $"xᵢ{l}ᵀ·∂L/∂aᵢ{l}", $"Σₙ ∂L/∂aᵢ{l}" })]);

    internal override Signal AddForward(ForwardGraph graph, Signal x) => AddMean(graph, x, new Identity());

    Signal AddMean(ForwardGraph graph, Signal x, IActivation link)
    {
        int each = x.Width / Members;
        Signal? mean = null;
        for (int i = 0; i < Members; i++)
        {
            Signal a = graph.Apply(link, graph.Product(graph.Columns(x, i * each, each), graph.Parameter(), graph.Parameter()));
            mean = mean is null
                ? graph.Formula(Units, of => of[0] * (1d / Members), a)
                : graph.Formula(Units, of => Expression.MultiplyAdd(of[0], 1d / Members, of[1]), a, mean);
        }
        return mean!;
    }

    Signal IMemberMean.AddMean(ForwardGraph graph, Signal x, IActivation link) => AddMean(graph, x, link);

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new MemberHeadsPass<T, TLane>(this, binder);

    public override string ToString() => $"Heads {Members} × {Units}";
}

internal sealed class MemberHeadsPass<T, TLane> : LayerPass<T>, IMemberOutputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _dx;
    readonly MemberColumns<T> _x, _dxs;
    readonly ParameterViews<T>[] _w, _b;
    readonly Panels<T>[] _a, _delta, _wTransposed;

    public MemberHeadsPass(MemberHeads layer, LayerBinder<T> binder) : base(binder)
    {
        int members = layer.Members;
        _dx = binder.InputGradient;
        (_x, _dxs) = (new(Input, members, binder), new(_dx, members, binder));
        (_w, _b) = (new ParameterViews<T>[members], new ParameterViews<T>[members]);
        (_a, _delta, _wTransposed) = (new Panels<T>[members], new Panels<T>[members], new Panels<T>[members]);
        for (int i = 0; i < members; i++)
        {
            (_w[i], _b[i]) = (binder.Parameter(), binder.Parameter());
            (_a[i], _delta[i]) = (binder.Matrix(layer.Units), binder.TrainingMatrix(layer.Units));
            if (!_dx.IsEmpty) _wTransposed[i] = binder.Matrix(layer.Units, Input.Columns / members);
        }
        Output = binder.Matrix(layer.Units);
        OutputGradient = binder.TrainingMatrix(layer.Units);
    }

    public bool LossByMember { get; set; }

    public Panels<T>[] Members => _a;

    public Panels<T>[] MemberGradients => _delta;

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // aᵢ = xᵢ·Wᵢ + bᵢ,  a = 1/k Σᵢ aᵢ
        for (int i = 0; i < _a.Length; i++)
        {
            _x.Take(i, first, last);
            MatMul.Product<T, TLane>(_x[i], _w[i].Value, _b[i].Value, _a[i], first, last);
        }
        Average(first, last);
    }

    public void Average(int first, int last)
    {
        for (int i = 0; i < _a.Length; i++) MemberRow.Scale<T, TLane>(_a[i], 1d / _a.Length, Output, add: i > 0, first, last);
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // ∂L/∂aᵢ = 1/k ∂L/∂a, where the loss has not given each member its own;  ∂L/∂xᵢ = ∂L/∂aᵢ·Wᵢᵀ
        for (int i = 0; i < _a.Length; i++)
        {
            if (!LossByMember) MemberRow.Scale<T, TLane>(OutputGradient, 1d / _a.Length, _delta[i], add: false, first, last);
            if (_dx.IsEmpty) continue;
            MatMul.Product<T, TLane>(_delta[i], _wTransposed[i], default, _dxs[i], first, last);
            _dxs.Give(i, first, last);
        }
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂Wᵢ = xᵢᵀ·∂L/∂aᵢ,  ∂L/∂bᵢ = Σₙ ∂L/∂aᵢ
        for (int i = 0; i < _a.Length; i++)
        {
            Panels<T> x = Summed(_x[i]), delta = Summed(_delta[i]);
            foreach (Tile tile in Tiles.Of(_w[i].Value, worker))
            {
                if (update is null)
                {
                    MatMul.TransposedProduct<T, TLane>(x, delta, Batch.Rows, _w[i].Gradient, tile, add);
                    continue;
                }
                DescentAlongProduct.Of<T, TLane>(x, delta, Batch.Rows, _w[i], tile, update);
                Transpose(i, tile);
            }
            Columns.Sum<T, TLane>(delta, Batch.Rows, _b[i].Gradient, worker, add);
            Descend(update, _b[i], worker);
        }
    }

    public override void Refresh(Worker worker)
    {
        for (int i = 0; i < _w.Length; i++)
            foreach (Tile tile in Tiles.Of(_w[i].Value, worker)) Transpose(i, tile);
    }

    void Transpose(int member, Tile tile)
    {
        if (!_wTransposed[member].IsEmpty) Transposition.Transpose(_w[member].Value, _wTransposed[member], tile);
    }
}
