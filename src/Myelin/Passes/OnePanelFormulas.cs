using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// a = σ(x·W + b) and its gradients where every matrix is one panel wide: product and activation in one piece of code, inlined where it is
/// called, as a call costs as much as ten multiplications.
/// </summary>
internal static unsafe class OnePanelFormulas<T, TLane, TActivation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<TLane, T>
    where TActivation : struct, IActivation<TActivation>
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // value types: a constant for the JIT
    static bool IsIdentity => typeof(TActivation) == typeof(Identity);

    /// <summary>z = x·w + b, a = σ(z) for rows [first, last)</summary>
    [MethodImpl(Inline)]
    public static void Forward(TActivation activation, Panels<T> x, Panels<T> w, Panels<T> b, Panels<T> z, Panels<T> a, int first, int last)
    {
        T* start = z.At(0, first);
        if (last - first == 1)
        {
            // z stays in its register on the way to a
            TLane sum = OnePanel<T, TLane>.Row(x.At(0, first), x.Columns, w.Start, b.Start);
            TLane.Store(sum, start);
            if (!IsIdentity || z.Start != a.Start) TLane.Store(activation.Value(sum), a.At(0, first));
            return;
        }
        OnePanel<T, TLane>.Product(x.At(0, first), x.Columns, w.Start, b.Start, start, last - first);
        if (IsIdentity && z.Start == a.Start) return;
        Widest.Map<T, TLane, TActivation>(activation, start, a.At(0, first), (last - first) * TLane.Count);
    }

    /// <summary>δ := δ ⊙ σ′(z), dx = δ·Wᵀ where it is asked for, for rows [first, last)</summary>
    [MethodImpl(Inline)]
    public static void Backward(
        TActivation activation, Panels<T> z, Panels<T> a, Panels<T> delta, Panels<T> wTransposed, Panels<T> dx, int first, int last)
    {
        T* start = delta.At(0, first);
        if (!IsIdentity)
        {
            T* inputs = z.At(0, first), outputs = a.At(0, first);
            // a call would cost more than one row's slopes
            if (last - first == 1) TLane.Store(TLane.Load(start) * activation.Slope(TLane.Load(inputs), TLane.Load(outputs)), start);
            else Widest.ScaleBySlope<T, TLane, TActivation>(activation, inputs, outputs, start, (last - first) * TLane.Count);
        }
        if (!dx.IsEmpty) OnePanel<T, TLane>.Product(start, a.Columns, wTransposed.Start, null, dx.At(0, first), last - first);
    }

    /// <summary>dw = xᵀ·δ, db = Σₙ δₙ, or added to what is there</summary>
    [MethodImpl(Inline)]
    public static void Gradient(Panels<T> x, Panels<T> delta, int rows, Panels<T> dw, Panels<T> db, bool add) =>
        OnePanel<T, TLane>.Gradient(x.Start, x.Columns, delta.Start, rows, dw.Start, db.Start, add);

    [MethodImpl(Inline)]
    public static void Transpose(Panels<T> w, Panels<T> wTransposed) =>
        OnePanel<T, TLane>.Transpose(w.Start, w.Rows, w.Columns, wTransposed.Start);
}
