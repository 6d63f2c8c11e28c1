using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Elementwise formulas over numbers that stand one after the other: most of them in the machine's widest vectors, whatever the
/// width of the panels that they are in, the rest in lanes as wide as a panel.
/// </summary>
/// <remarks>
/// An element's result is the same in every width. Each formula is compiled for two lanes at most, which is why the conditions compare
/// types: the JIT knows the answers before it inlines. With more it comes to the end of what it inlines in one method, and calls
/// every operation of a lane (4-16-1 with softplus: 1,000 ns a row instead of 30).
/// </remarks>
internal static unsafe class Widest
{
    /// <summary>a = σ(z)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map<T, TLane, TActivation>(TActivation activation, T* z, T* a, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
        where TActivation : struct, IActivation<TActivation>
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated && typeof(TLane) != typeof(Scalar<T>) && typeof(TLane) != typeof(Lane512<T>))
            for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
                Lane512<T>.Store(activation.Value(Lane512<T>.Load(z + i)), a + i);
        else if (!Vector512.IsHardwareAccelerated && Vector256.IsHardwareAccelerated && typeof(TLane) == typeof(Lane128<T>))
            for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
                Lane256<T>.Store(activation.Value(Lane256<T>.Load(z + i)), a + i);
        for (; i < count; i += TLane.Count) TLane.Store(activation.Value(TLane.Load(z + i)), a + i);
    }

    /// <summary>δ := δ ⊙ σ′(z)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ScaleBySlope<T, TLane, TActivation>(TActivation activation, T* z, T* a, T* delta, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
        where TActivation : struct, IActivation<TActivation>
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated && typeof(TLane) != typeof(Scalar<T>) && typeof(TLane) != typeof(Lane512<T>))
            for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
                Lane512<T>.Store(Lane512<T>.Load(delta + i) * activation.Slope(Lane512<T>.Load(z + i), Lane512<T>.Load(a + i)), delta + i);
        else if (!Vector512.IsHardwareAccelerated && Vector256.IsHardwareAccelerated && typeof(TLane) == typeof(Lane128<T>))
            for (; i <= count - Vector256<T>.Count; i += Vector256<T>.Count)
                Lane256<T>.Store(Lane256<T>.Load(delta + i) * activation.Slope(Lane256<T>.Load(z + i), Lane256<T>.Load(a + i)), delta + i);
        for (; i < count; i += TLane.Count)
            TLane.Store(TLane.Load(delta + i) * activation.Slope(TLane.Load(z + i), TLane.Load(a + i)), delta + i);
    }
}
