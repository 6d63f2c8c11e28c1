using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>What an ensemble's members do elementwise, each with a row of its own of factors or of biases.</summary>
internal static class MemberRow
{
    /// <summary>c = a ⊙ s + b for rows [first, last), with s and b [1 × C].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void MultiplyAdd<T, TLane>(Panels<T> a, Panels<T> s, Panels<T> b, Panels<T> c, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        for (int panel = 0; panel < c.Count; panel++)
        {
            TLane factor = s.Load<TLane>(panel, 0), start = b.Load<TLane>(panel, 0);
            for (int n = first; n < last; n++) c.Store(TLane.MultiplyAdd(a.Load<TLane>(panel, n), factor, start), panel, n);
        }
    }

    /// <summary>c = factor · a, or c += factor · a with <paramref name="add"/>, for rows [first, last).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Scale<T, TLane>(Panels<T> a, double factor, Panels<T> c, bool add, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        TLane share = TLane.Of(factor);
        for (int panel = 0; panel < c.Count; panel++)
            for (int n = first; n < last; n++)
                c.Store(add ? TLane.MultiplyAdd(a.Load<TLane>(panel, n), share, c.Load<TLane>(panel, n)) : a.Load<TLane>(panel, n) * share,
                    panel, n);
    }
}
