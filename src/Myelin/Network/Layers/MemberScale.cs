using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// The beginning of an ensemble in one network: aᵢ = x ⊙ rᵢ for members i = 1 … k side by side, with a learned row r of each (TabM-mini's
/// adapter: Gorishniy, Kotelnikov, Babenko 2025, section 3.4).
/// </summary>
/// <param name="Members">k, at most <see cref="Network.MaximumMembers"/></param>
/// <param name="Initializer">r at first; null is random signs</param>
/// <param name="RateFactor">multiplies the learning rate of r</param>
public sealed record MemberScale(int Members, IInitializer? Initializer = null, double RateFactor = 1) : Layer
{
    public int Members { get; } = Throw.IfNotWidth(Members, "An ensemble's members", Network.MaximumMembers);

    public double RateFactor { get; } = Throw.IfNegative(RateFactor, "the rate factor of members' scales");

    public override int Outputs(int inputs) => checked(inputs * Members);

    public override IEnumerable<ParameterBlock> Blocks(int inputs) =>
        [new("scale", Members, inputs, ParameterRole.Scale, Initializer ?? new RandomSign(), RateFactor) { Symbol = "r" }];

    internal static readonly LayerKind OfFiles = new("member-scale", ["members", "initializer", "rateFactor"], settings =>
        new MemberScale(settings.Whole("members"), settings.Initializer("initializer"), settings.Number("rateFactor", 1)));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to)
    {
        to.Whole("members", Members);
        if (Initializer is not null) to.Initializer("initializer", Initializer);
        to.Number("rateFactor", RateFactor);
    }

    public override LayerEquations Equations(string l) =>
        new($"[x{l} ⊙ r₁, x{l} ⊙ r₂, …]", $"Σᵢ ∂L/∂aᵢ{l} ⊙ rᵢ", [$"Σₙ ∂L/∂aᵢ{l} ⊙ x{l}"]);

    internal override Signal AddForward(ForwardGraph graph, Signal x) =>
        graph.Formula(checked(x.Width * Members), of => of[0] * of[1], x, graph.Parameter());

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new MemberScalePass<T, TLane>(this, binder);

    public override string ToString() => $"{Members} members";
}

internal sealed class MemberScalePass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _x, _dx, _part;
    readonly ParameterViews<T> _r;
    readonly MemberColumns<T> _a, _delta;
    readonly int _members;

    public MemberScalePass(MemberScale layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx, _members) = (binder.Input, binder.InputGradient, layer.Members);
        _r = binder.Parameter();
        Output = binder.Matrix(_x.Columns * _members);
        OutputGradient = binder.TrainingMatrix(_x.Columns * _members);
        (_a, _delta) = (new(Output, _members, binder), new(OutputGradient, _members, binder));
        if (!_dx.IsEmpty) _part = binder.Matrix(_x.Columns);
    }

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // aᵢ = x ⊙ rᵢ
        for (int i = 0; i < _members; i++)
        {
            Elementwise.MultiplyRow<T, TLane>(_x, _r.Value.FromRow(i), _a[i], first, last);
            _a.Give(i, first, last);
        }
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // ∂L/∂x = Σᵢ ∂L/∂aᵢ ⊙ rᵢ
        for (int i = 0; i < _members; i++)
        {
            _delta.Take(i, first, last);
            if (_dx.IsEmpty) continue;
            Elementwise.MultiplyRow<T, TLane>(_delta[i], _r.Value.FromRow(i), _part, first, last);
            MemberRow.Scale<T, TLane>(_part, 1, _dx, add: i > 0, first, last);
        }
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂rᵢ = Σₙ ∂L/∂aᵢ ⊙ x
        for (int i = 0; i < _members; i++)
            Columns.Dot<T, TLane>(Summed(_delta[i]), Summed(_x), Batch.Rows, _r.Gradient.FromRow(i), worker, add);
        (int first, int last) = worker.Share(_x.Count);
        for (int panel = first; panel < last; panel++) Descend(update, _r, panel, 0, _members);
    }
}
