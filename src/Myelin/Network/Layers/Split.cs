using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// a = [F₁(x₁), F₂(x₂), …]: the columns of x are shared out among branches, in order, and what these give stands side by side.
/// </summary>
public sealed record Split(params IReadOnlyList<Branch> Branches) : Layer
{
    public IReadOnlyList<Branch> Branches { get; } = [.. Branches];

    public override int Outputs(int inputs)
    {
        int columns = Branches.Sum(branch => branch.Columns);
        if (columns != inputs)
            Throw.Argument($"The branches of a split take {columns} columns " +
                $"({string.Join(" + ", Branches.Select(branch => branch.Columns))}), but {inputs} enter.");
        return Branches.Sum(branch => branch.Outputs);
    }

    public override IEnumerable<ParameterBlock> Blocks(int inputs)
    {
        for (int b = 0; b < Branches.Count; b++)
        {
            int width = Branches[b].Columns;
            for (int l = 0; l < Branches[b].Layers.Count; width = Branches[b].Layers[l++].Outputs(width))
                foreach (ParameterBlock block in Branches[b].Layers[l].Blocks(width))
                    yield return block with
                    {
                        Name = $"branches.{b}.layers.{l}.{block.Name}",
                        Symbol = $"branches.{b}.layers.{l}.{block.Name}",
                    };
        }
    }

    internal static readonly LayerKind OfFiles = new("split", ["branches"], settings => new Split(settings.Branches("branches")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to) => to.Branches("branches", Branches);

    public override IReadOnlyList<IReadOnlyList<Layer>> Inner => [.. Branches.Select(branch => branch.Layers)];

    public override LayerEquations Equations(string l) => new($"[F₁(x₁), F₂(x₂), …] of shares of x{l}", "[∂L/∂x₁, ∂L/∂x₂, …]", []);

    internal override Signal AddForward(ForwardGraph graph, Signal x)
    {
        var parts = new Signal[Branches.Count];
        for (int b = 0, from = 0; b < parts.Length; from += Branches[b++].Columns)
            parts[b] = graph.Chain($"branches.{b}.", Branches[b].Layers, graph.Columns(x, from, Branches[b].Columns));
        return graph.Join(parts);
    }

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new SplitPass<T, TLane>(this, binder);

    public bool Equals(Split? other) => other is not null && Branches.SequenceEqual(other.Branches);

    public override int GetHashCode() => Branches.Aggregate(0, HashCode.Combine);

    public override string ToString() => $"Split ({string.Join(" | ", Branches)})";
}

internal sealed class SplitPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly Panels<T> _x, _dx, _a, _delta;
    readonly Part[] _parts;

    public SplitPass(Split layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx) = (binder.Input, binder.InputGradient);
        int outputs = layer.Outputs(_x.Columns), from = 0, to = 0;
        _parts = new Part[layer.Branches.Count];
        for (int b = 0; b < _parts.Length; b++)
        {
            Branch branch = layer.Branches[b];
            Panels<T> input = binder.Matrix(branch.Columns), gradient = _dx.IsEmpty ? default : binder.Matrix(branch.Columns);
            LayerPass<T>[] passes = LayerPasses.Bind<T, TLane>(branch.Layers, binder, input, gradient);
            _parts[b] = new(input, gradient, passes, from, to, branch.Columns, branch.Outputs);
            (from, to) = (from + branch.Columns, to + branch.Outputs);
        }
        Output = _a = binder.Matrix(outputs);
        OutputGradient = _delta = binder.TrainingMatrix(outputs);
    }

    public override void Forward(Worker worker)
    {
        Share(worker);
        foreach (Part part in _parts)
            foreach (LayerPass<T> pass in part.Passes) pass.Forward(worker);
        Join(worker);
    }

    public override void AddForward(Phases phases)
    {
        phases.Then(Share);
        foreach (Part part in _parts)
            foreach (LayerPass<T> pass in part.Passes) pass.AddForward(phases);
        phases.Then(Join);
    }

    public override void Backward(Worker worker)
    {
        ShareGradient(worker);
        foreach (Part part in _parts)
            for (int l = part.Passes.Length - 1; l >= 0; l--) part.Passes[l].Backward(worker);
        JoinGradient(worker);
    }

    public override void AddBackward(Phases phases)
    {
        phases.Then(ShareGradient);
        foreach (Part part in _parts)
            for (int l = part.Passes.Length - 1; l >= 0; l--) part.Passes[l].AddBackward(phases);
        phases.Then(JoinGradient);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        foreach (Part part in _parts)
            foreach (LayerPass<T> pass in part.Passes) pass.Gradients(worker, add, update);
    }

    public override void Refresh(Worker worker)
    {
        foreach (Part part in _parts)
            foreach (LayerPass<T> pass in part.Passes) pass.Refresh(worker);
    }

    // x₁, x₂, …
    void Share(Worker worker)
    {
        (int first, int last) = Rows(worker);
        foreach (Part part in _parts)
            if (part.Passes.Length > 0) ColumnRange.Copy(_x, part.From, part.Input, 0, part.Columns, first, last);
    }

    // a = [F₁(x₁), F₂(x₂), …]
    void Join(Worker worker)
    {
        (int first, int last) = Rows(worker);
        foreach (Part part in _parts)
            if (part.Passes.Length > 0) ColumnRange.Copy(part.Passes[^1].Output, 0, _a, part.To, part.Outputs, first, last);
            else ColumnRange.Copy(_x, part.From, _a, part.To, part.Outputs, first, last);
    }

    void ShareGradient(Worker worker)
    {
        (int first, int last) = Rows(worker);
        foreach (Part part in _parts)
            if (part.Passes.Length > 0) ColumnRange.Copy(_delta, part.To, part.Passes[^1].OutputGradient, 0, part.Outputs, first, last);
    }

    void JoinGradient(Worker worker)
    {
        if (_dx.IsEmpty) return;
        (int first, int last) = Rows(worker);
        foreach (Part part in _parts)
            if (part.Passes.Length > 0) ColumnRange.Copy(part.Gradient, 0, _dx, part.From, part.Columns, first, last);
            else ColumnRange.Copy(_delta, part.To, _dx, part.From, part.Columns, first, last);
    }

    readonly record struct Part(Panels<T> Input, Panels<T> Gradient, LayerPass<T>[] Passes, int From, int To, int Columns, int Outputs);
}
