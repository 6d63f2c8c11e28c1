using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>One generic loop for every formula of single elements; counts are whole lanes.</summary>
/// <remarks>
/// Not inlined: a caller that is compiled again takes all its loops in, runs out of its budget for inlining, and then calls every
/// operation of a lane (Mish on 512 bits: 4.13 ns instead of 0.39 ns an element).
/// </remarks>
internal static unsafe class Elementwise
{
    /// <summary>a = σ(z)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Map<T, TLane, TActivation>(TActivation activation, T* z, T* a, nint count)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
        where TActivation : struct, IActivation<TActivation>
    {
        for (nint i = 0; i < count; i += TLane.Count) TLane.Store(activation.Value(TLane.Load(z + i)), a + i);
    }

    /// <summary>δ := δ ⊙ σ′(z)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ScaleBySlope<T, TLane, TActivation>(TActivation activation, T* z, T* a, T* delta, nint count)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
        where TActivation : struct, IActivation<TActivation>
    {
        for (nint i = 0; i < count; i += TLane.Count)
            TLane.Store(TLane.Load(delta + i) * activation.Slope(TLane.Load(z + i), TLane.Load(a + i)), delta + i);
    }

    /// <summary>c = a ⊙ b for rows [first, last)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply<T, TLane>(Panels<T> a, Panels<T> b, Panels<T> c, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        for (int panel = 0; panel < c.Count; panel++)
            for (int n = first; n < last; n++) c.Store(a.Load<TLane>(panel, n) * b.Load<TLane>(panel, n), panel, n);
    }

    /// <summary>c = a ⊙ row for rows [first, last), with row [1 × C]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void MultiplyRow<T, TLane>(Panels<T> a, Panels<T> row, Panels<T> c, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        for (int panel = 0; panel < c.Count; panel++)
            for (int n = first; n < last; n++) c.Store(a.Load<TLane>(panel, n) * row.Load<TLane>(panel, 0), panel, n);
    }

    /// <summary>c = a + b for rows [first, last)</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add<T, TLane>(Panels<T> a, Panels<T> b, Panels<T> c, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        for (int panel = 0; panel < c.Count; panel++)
            for (int n = first; n < last; n++) c.Store(a.Load<TLane>(panel, n) + b.Load<TLane>(panel, n), panel, n);
    }
}
