using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// A Dense layer between matrices of one panel each: the formulas of <see cref="DensePass{T,TLane}"/>, each a single call.
/// </summary>
internal sealed class OnePanelDense<T, TLane, TActivation>(Dense layer, TActivation activation, LayerBinder<T> binder)
    : DensePass<T, TLane>(layer, binder)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TActivation : struct, IActivation<TActivation>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        OnePanelFormulas<T, TLane, TActivation>.Forward(activation, X, W.Value, B.Value, Z, A, first, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        OnePanelFormulas<T, TLane, TActivation>.Backward(activation, Z, A, Delta, WTransposed, Dx, first, last);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // too little for two
        if (worker.Index > 0) return;
        OnePanelFormulas<T, TLane, TActivation>.Gradient(Summed(X), Summed(Delta), Batch.Rows, W.Gradient, B.Gradient, add);
        if (update is null) return;
        update.Descend(W.Block, 0, (nint)W.Value.Length);
        if (!B.Value.IsEmpty) update.Descend(B.Block, 0, (nint)B.Value.Length);
        Refresh(worker);
    }

    public override void Refresh(Worker worker)
    {
        if (worker.Index == 0 && !WTransposed.IsEmpty) OnePanelFormulas<T, TLane, TActivation>.Transpose(W.Value, WTransposed);
    }
}

/// <summary>The pass of a Dense layer whose matrices are one panel each; functions of whole rows have none of their own.</summary>
internal sealed class OnePanelChoice<T, TLane>(Dense layer, LayerBinder<T> binder) : IActivationChoice<LayerPass<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
{
    public LayerPass<T> OfElement<TActivation>(TActivation activation) where TActivation : struct, IActivation<TActivation> =>
        new OnePanelDense<T, TLane, TActivation>(layer, activation, binder);

    public LayerPass<T> OfRow<TActivation>(TActivation activation) where TActivation : struct, IRowActivation<TActivation> =>
        new DensePass<T, TLane>(layer, binder);
}
