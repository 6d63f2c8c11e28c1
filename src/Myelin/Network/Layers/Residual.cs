using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = x + F(x), with F a block of layers as wide at its end as at its beginning (He, Zhang, Ren, Sun 2016, eq. 1).</summary>
public sealed record Residual(params IReadOnlyList<Layer> Layers) : Layer
{
    public IReadOnlyList<Layer> Layers { get; } = [.. Layers];

    public override int Outputs(int inputs)
    {
        if (Layers.Count == 0) Throw.Argument("A residual block needs at least one layer.", nameof(Layers));
        int width = inputs;
        foreach (Layer layer in Layers) width = layer.Outputs(width);
        if (width != inputs)
            Throw.Argument("A residual block adds its input to its output, so it must end as wide as it begins: " +
                $"{inputs} columns enter, {width} leave.");
        return inputs;
    }

    public override IEnumerable<ParameterBlock> Blocks(int inputs)
    {
        int width = inputs;
        for (int l = 0; l < Layers.Count; width = Layers[l++].Outputs(width))
            foreach (ParameterBlock block in Layers[l].Blocks(width))
                yield return block with { Name = $"layers.{l}.{block.Name}", Symbol = $"layers.{l}.{block.Name}" };
    }

    internal static readonly LayerKind OfFiles = new("residual", ["layers"], settings => new Residual(settings.Layers("layers")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to) => to.Layers("layers", Layers);

    public override IReadOnlyList<IReadOnlyList<Layer>> Inner => [Layers];

    public override LayerEquations Equations(string l) => new($"x{l} + F(x{l})", $"∂L/∂a{l} + ∂L/∂a{l}·∂F/∂x{l}", []);

    internal override Signal AddForward(ForwardGraph graph, Signal x) =>
        graph.Formula(x.Width, of => of[0] + of[1], x, graph.Chain("", Layers, x));

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new ResidualPass<T, TLane>(this, binder);

    public bool Equals(Residual? other) => other is not null && Layers.SequenceEqual(other.Layers);

    public override int GetHashCode() => Layers.Aggregate(0, HashCode.Combine);

    public override string ToString() => $"Residual ({string.Join(" → ", Layers)})";
}

internal sealed class ResidualPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _x, _dx, _a, _delta;
    readonly LayerPass<T>[] _block;

    public ResidualPass(Residual layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx) = (binder.Input, binder.InputGradient);
        _block = LayerPasses.Bind<T, TLane>(layer.Layers, binder, _x, _dx);
        Output = _a = binder.Matrix(_x.Columns);
        OutputGradient = _delta = binder.TrainingMatrix(_x.Columns);
    }

    public override void Forward(Worker worker)
    {
        foreach (LayerPass<T> pass in _block) pass.Forward(worker);
        AddInput(worker);
    }

    public override void AddForward(Phases phases)
    {
        foreach (LayerPass<T> pass in _block) pass.AddForward(phases);
        phases.Then(AddInput);
    }

    public override void Backward(Worker worker)
    {
        EnterBlock(worker);
        foreach (LayerPass<T> pass in _block.Reverse()) pass.Backward(worker);
        AddOutputGradient(worker);
    }

    public override void AddBackward(Phases phases)
    {
        phases.Then(EnterBlock);
        foreach (LayerPass<T> pass in _block.Reverse()) pass.AddBackward(phases);
        phases.Then(AddOutputGradient);
    }

    // a = x + F(x)
    void AddInput(Worker worker)
    {
        (int first, int last) = Rows(worker);
        Elementwise.Add<T, TLane>(_x, _block[^1].Output, _a, first, last);
    }

    void EnterBlock(Worker worker)
    {
        (int first, int last) = Rows(worker);
        _delta.CopyRows(_block[^1].OutputGradient, first, last);
    }

    // ∂L/∂x = ∂L/∂a + ∂L/∂a · ∂F/∂x
    void AddOutputGradient(Worker worker)
    {
        if (_dx.IsEmpty) return;
        (int first, int last) = Rows(worker);
        Elementwise.Add<T, TLane>(_delta, _dx, _dx, first, last);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        foreach (LayerPass<T> pass in _block) pass.Gradients(worker, add, update);
    }

    public override void Refresh(Worker worker)
    {
        foreach (LayerPass<T> pass in _block) pass.Refresh(worker);
    }
}
