using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>a = σ(x) as a layer of its own, for networks in which something stands between a Dense and its activation.</summary>
public sealed record Activation(IActivation Function) : Layer
{
    public override int Outputs(int inputs) => inputs;

    internal static readonly LayerKind OfFiles = new("activation", ["function"],
        settings => new Activation(settings.Activation("function")));

    public override LayerKind Kind => OfFiles;

    public override void Describe(ILayerDescription to) => to.Activation("function", Function);

    internal override Signal AddForward(ForwardGraph graph, Signal x) => graph.Apply(Function, x);

    internal override LayerPass<T> Bind<T, TLane>(LayerBinder<T> binder) => new ActivationLayerPass<T, TLane>(this, binder);

    public override string ToString() => ActivationNames.Describe(Function);
}

internal sealed class ActivationLayerPass<T, TLane> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    readonly ActivationPass<T> _activation;
    readonly Panels<T> _x, _dx, _a, _delta;

    public ActivationLayerPass(Activation layer, LayerBinder<T> binder) : base(binder)
    {
        (_x, _dx) = (binder.Input, binder.InputGradient);
        _activation = ActivationPass<T>.Of<TLane>(layer.Function);
        Output = _a = binder.Matrix(_x.Columns);
        OutputGradient = _delta = binder.TrainingMatrix(_x.Columns);
    }

    public override Panels<T> PreActivation => _x;

    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        _activation.Forward(_x, _a, first, last);
    }

    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);

        // ∂L/∂x = ∂L/∂a ⊙ σ′(x)
        _activation.Backward(_x, _a, _delta, first, last);
        if (!_dx.IsEmpty) _delta.CopyRows(_dx, first, last);
    }
}
