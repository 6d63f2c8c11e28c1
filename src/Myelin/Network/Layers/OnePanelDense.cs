using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>A Dense layer between matrices of one panel each: the formulas of <see cref="DensePass{T,TLane}"/>, each a single call.</summary>
internal sealed unsafe class OnePanelDense<T, TLane, TActivation>(Dense layer, TActivation activation, LayerBinder<T> binder) : DensePass<T, TLane>(layer, binder)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TActivation : struct, IActivation<TActivation>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Forward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        T* z = Z.At(0, first);
        if (last - first == 1)
        {
            // z stays in its register on the way to a
            TLane sum = OnePanel<T, TLane>.Row(X.At(0, first), X.Columns, W.Value.Start, B.Value.Start);
            TLane.Store(sum, z);
            if (typeof(TActivation) != typeof(Identity) || Z.Start != A.Start) TLane.Store(activation.Value(sum), A.At(0, first));
            return;
        }
        OnePanel<T, TLane>.Product(X.At(0, first), X.Columns, W.Value.Start, B.Value.Start, z, last - first);
        if (typeof(TActivation) == typeof(Identity) && Z.Start == A.Start) return;
        Widest.Map<T, TLane, TActivation>(activation, z, A.At(0, first), (last - first) * TLane.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Backward(Worker worker)
    {
        (int first, int last) = Rows(worker);
        T* delta = Delta.At(0, first);
        if (typeof(TActivation) != typeof(Identity))
        {
            T* z = Z.At(0, first), a = A.At(0, first);
            // a call would cost more than one row's slopes
            if (last - first == 1) TLane.Store(TLane.Load(delta) * activation.Slope(TLane.Load(z), TLane.Load(a)), delta);
            else Widest.ScaleBySlope<T, TLane, TActivation>(activation, z, a, delta, (last - first) * TLane.Count);
        }
        if (!Dx.IsEmpty) OnePanel<T, TLane>.Product(delta, A.Columns, WTransposed.Start, null, Dx.At(0, first), last - first);
    }

    public override void Gradients(Worker worker, bool add, UpdatePass<T>? update)
    {
        // too little for two
        if (worker.Index > 0) return;
        OnePanel<T, TLane>.Gradient(
            X.At(0, Batch.First), X.Columns, Delta.At(0, Batch.First), Batch.Rows, W.Gradient.Start, B.Gradient.Start, add);
        if (update is null) return;
        update.Descend(W.Block, 0, (nint)W.Value.Length);
        if (!B.Value.IsEmpty) update.Descend(B.Block, 0, (nint)B.Value.Length);
        Refresh(worker);
    }

    public override void Refresh(Worker worker)
    {
        if (worker.Index == 0 && !WTransposed.IsEmpty) OnePanel<T, TLane>.Transpose(W.Value.Start, W.Value.Rows, W.Value.Columns, WTransposed.Start);
    }
}
