using System.Numerics;
using Myelin.Activations;
using Myelin.Engine;
using Myelin.Initializers;
using Myelin.Kernels;
using Myelin.Text;

namespace Myelin.Layers;

/// <summary>a = σ(x·W + b), every output a function of every input; W [I × O] has one column per neuron.</summary>
public sealed record Dense(int Units, IActivation Activation, bool Bias = true, IInitializer? Initializer = null) : Layer
{
    public Dense(int units) : this(units, new Identity()) { }

    public int Units { get; } = Throw.IfNotWidth(Units, "A Dense layer's units");

    public IActivation Activation { get; } = Activation ?? throw new ArgumentNullException(nameof(Activation), "A Dense layer needs an activation; none is Identity.");

    public override int Outputs(int inputs) => Units;

    public override IEnumerable<ParameterBlock> Blocks(int inputs)
    {
        yield return new("weight", inputs, Units, ParameterRole.Weight, Initializer ?? DefaultInitializer.For(Activation));
        if (Bias) yield return new("bias", 1, Units, ParameterRole.Bias, Constant.Zeros);
    }

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new DensePass<T, TLane>(this, binder);

    public override string ToString() => $"Dense {Units}{(Activation is Identity ? "" : $" {ActivationNames.Describe(Activation)}")}{(Bias ? "" : " without bias")}";
}

internal sealed class DensePass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly ActivationPass<T> _activation;
    readonly Panels<T> _x, _dx, _z, _a, _delta, _wTransposed;
    readonly ParameterViews<T> _w, _b;

    public DensePass(Dense layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx) = (binder.Input, binder.InputGradient);
        _activation = layer.Activation.Bind<T, TLane>();
        _w = binder.Parameter();
        if (layer.Bias) _b = binder.Parameter();
        Output = _a = binder.Matrix(layer.Units);
        _z = binder.Trains && (layer.Activation.NeedsInput || binder.KeepsAll) ? binder.Matrix(layer.Units) : _a;
        OutputGradient = _delta = binder.TrainingMatrix(layer.Units);
        if (!_dx.IsEmpty) _wTransposed = binder.Matrix(layer.Units, _x.Columns);
    }

    /// <summary>z [N × O], the same memory as a unless something asks for it</summary>
    public override Panels<T> PreActivation => _z;

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // z = x·W + b,  a = σ(z)
        MatMul.Product<T, TLane>(_x, _w.Value, _b.Value, _z, first, last);
        _activation.Forward(_z, _a, first, last);
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // δ = ∂L/∂a ⊙ σ′(z),  ∂L/∂x = δ·Wᵀ
        _activation.Backward(_z, _a, _delta, first, last);
        if (!_dx.IsEmpty) MatMul.Product<T, TLane>(_delta, _wTransposed, default, _dx, first, last);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // ∂L/∂W = xᵀ·δ,  ∂L/∂b = Σₙ δₙ
        foreach (Tile tile in Tiles.Of(_w.Value, worker))
        {
            MatMul.TransposedProduct<T, TLane>(_x, _delta, Batch.Rows, _w.Gradient, tile, add);
            if (update is null) continue;
            update.Descend(_w, tile);
            Transpose(tile);
        }
        if (_b.Value.IsEmpty) return;
        Columns.Sum<T, TLane>(_delta, Batch.Rows, _b.Gradient, worker, add);
        Descend(update, _b, worker);
    }

    public override void Refresh(Worker worker)
    {
        foreach (Tile tile in Tiles.Of(_w.Value, worker)) Transpose(tile);
    }

    void Transpose(Tile tile)
    {
        if (!_wTransposed.IsEmpty) MatMul.Transpose(_w.Value, _wTransposed, tile);
    }
}
