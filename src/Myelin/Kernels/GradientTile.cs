using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>One register tile of G = Xᵀ·Δ, all in panels: up to 8 rows of G (inputs), one or two panels of outputs wide.</summary>
/// <remarks>
/// X is broadcast element by element, Δ is read a lane at a time; with <c>add</c> the chain continues from G.
/// Every element is one chain of fused multiply-adds in ascending order, so neither tile nor width nor thread changes a bit.
/// The JIT removes the rows beyond <c>TRows.Count</c>; the accumulators never leave the registers.
/// </remarks>
internal static unsafe class GradientTile<T, TLane>
    where T : unmanaged
    where TLane : struct, ILane<TLane, T>
{
    /// <summary>G [rows × 1 panel], n samples for each element</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OnePanel<TRows>(T* x, T* d, nint dStride, nint n, T* g, nint gStride, bool add) where TRows : ITileRows
    {
        int v = TLane.Count;
        TLane zero = TLane.Of(0);
        TLane c0a = zero;
        TLane c1a = zero;
        TLane c2a = zero;
        TLane c3a = zero;
        TLane c4a = zero;
        TLane c5a = zero;
        TLane c6a = zero;
        TLane c7a = zero;
        if (add)
        {
            c0a = TLane.Load(g);
            if (TRows.Count > 1) { c1a = TLane.Load(g + 1 * v); }
            if (TRows.Count > 2) { c2a = TLane.Load(g + 2 * v); }
            if (TRows.Count > 3) { c3a = TLane.Load(g + 3 * v); }
            if (TRows.Count > 4) { c4a = TLane.Load(g + 4 * v); }
            if (TRows.Count > 5) { c5a = TLane.Load(g + 5 * v); }
            if (TRows.Count > 6) { c6a = TLane.Load(g + 6 * v); }
            if (TRows.Count > 7) { c7a = TLane.Load(g + 7 * v); }
        }
        for (; n > 0; n--, x += v, d += v)
        {
            TLane ba = TLane.Load(d);
            { TLane t = TLane.Broadcast(x[0]); c0a = TLane.MultiplyAdd(t, ba, c0a); }
            if (TRows.Count > 1) { TLane t = TLane.Broadcast(x[1]); c1a = TLane.MultiplyAdd(t, ba, c1a); }
            if (TRows.Count > 2) { TLane t = TLane.Broadcast(x[2]); c2a = TLane.MultiplyAdd(t, ba, c2a); }
            if (TRows.Count > 3) { TLane t = TLane.Broadcast(x[3]); c3a = TLane.MultiplyAdd(t, ba, c3a); }
            if (TRows.Count > 4) { TLane t = TLane.Broadcast(x[4]); c4a = TLane.MultiplyAdd(t, ba, c4a); }
            if (TRows.Count > 5) { TLane t = TLane.Broadcast(x[5]); c5a = TLane.MultiplyAdd(t, ba, c5a); }
            if (TRows.Count > 6) { TLane t = TLane.Broadcast(x[6]); c6a = TLane.MultiplyAdd(t, ba, c6a); }
            if (TRows.Count > 7) { TLane t = TLane.Broadcast(x[7]); c7a = TLane.MultiplyAdd(t, ba, c7a); }
        }
        TLane.Store(c0a, g);
        if (TRows.Count > 1) { TLane.Store(c1a, g + 1 * v); }
        if (TRows.Count > 2) { TLane.Store(c2a, g + 2 * v); }
        if (TRows.Count > 3) { TLane.Store(c3a, g + 3 * v); }
        if (TRows.Count > 4) { TLane.Store(c4a, g + 4 * v); }
        if (TRows.Count > 5) { TLane.Store(c5a, g + 5 * v); }
        if (TRows.Count > 6) { TLane.Store(c6a, g + 6 * v); }
        if (TRows.Count > 7) { TLane.Store(c7a, g + 7 * v); }
    }

    /// <summary>G [rows × 2 panels], n samples for each element</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TwoPanels<TRows>(T* x, T* d, nint dStride, nint n, T* g, nint gStride, bool add) where TRows : ITileRows
    {
        int v = TLane.Count;
        TLane zero = TLane.Of(0);
        TLane c0a = zero, c0b = zero;
        TLane c1a = zero, c1b = zero;
        TLane c2a = zero, c2b = zero;
        TLane c3a = zero, c3b = zero;
        TLane c4a = zero, c4b = zero;
        TLane c5a = zero, c5b = zero;
        TLane c6a = zero, c6b = zero;
        TLane c7a = zero, c7b = zero;
        if (add)
        {
            c0a = TLane.Load(g); c0b = TLane.Load(g + gStride);
            if (TRows.Count > 1) { c1a = TLane.Load(g + 1 * v); c1b = TLane.Load(g + 1 * v + gStride); }
            if (TRows.Count > 2) { c2a = TLane.Load(g + 2 * v); c2b = TLane.Load(g + 2 * v + gStride); }
            if (TRows.Count > 3) { c3a = TLane.Load(g + 3 * v); c3b = TLane.Load(g + 3 * v + gStride); }
            if (TRows.Count > 4) { c4a = TLane.Load(g + 4 * v); c4b = TLane.Load(g + 4 * v + gStride); }
            if (TRows.Count > 5) { c5a = TLane.Load(g + 5 * v); c5b = TLane.Load(g + 5 * v + gStride); }
            if (TRows.Count > 6) { c6a = TLane.Load(g + 6 * v); c6b = TLane.Load(g + 6 * v + gStride); }
            if (TRows.Count > 7) { c7a = TLane.Load(g + 7 * v); c7b = TLane.Load(g + 7 * v + gStride); }
        }
        for (; n > 0; n--, x += v, d += v)
        {
            TLane ba = TLane.Load(d), bb = TLane.Load(d + dStride);
            { TLane t = TLane.Broadcast(x[0]); c0a = TLane.MultiplyAdd(t, ba, c0a); c0b = TLane.MultiplyAdd(t, bb, c0b); }
            if (TRows.Count > 1)
            {
                TLane t = TLane.Broadcast(x[1]);
                c1a = TLane.MultiplyAdd(t, ba, c1a);
                c1b = TLane.MultiplyAdd(t, bb, c1b);
            }
            if (TRows.Count > 2)
            {
                TLane t = TLane.Broadcast(x[2]);
                c2a = TLane.MultiplyAdd(t, ba, c2a);
                c2b = TLane.MultiplyAdd(t, bb, c2b);
            }
            if (TRows.Count > 3)
            {
                TLane t = TLane.Broadcast(x[3]);
                c3a = TLane.MultiplyAdd(t, ba, c3a);
                c3b = TLane.MultiplyAdd(t, bb, c3b);
            }
            if (TRows.Count > 4)
            {
                TLane t = TLane.Broadcast(x[4]);
                c4a = TLane.MultiplyAdd(t, ba, c4a);
                c4b = TLane.MultiplyAdd(t, bb, c4b);
            }
            if (TRows.Count > 5)
            {
                TLane t = TLane.Broadcast(x[5]);
                c5a = TLane.MultiplyAdd(t, ba, c5a);
                c5b = TLane.MultiplyAdd(t, bb, c5b);
            }
            if (TRows.Count > 6)
            {
                TLane t = TLane.Broadcast(x[6]);
                c6a = TLane.MultiplyAdd(t, ba, c6a);
                c6b = TLane.MultiplyAdd(t, bb, c6b);
            }
            if (TRows.Count > 7)
            {
                TLane t = TLane.Broadcast(x[7]);
                c7a = TLane.MultiplyAdd(t, ba, c7a);
                c7b = TLane.MultiplyAdd(t, bb, c7b);
            }
        }
        TLane.Store(c0a, g); TLane.Store(c0b, g + gStride);
        if (TRows.Count > 1) { TLane.Store(c1a, g + 1 * v); TLane.Store(c1b, g + 1 * v + gStride); }
        if (TRows.Count > 2) { TLane.Store(c2a, g + 2 * v); TLane.Store(c2b, g + 2 * v + gStride); }
        if (TRows.Count > 3) { TLane.Store(c3a, g + 3 * v); TLane.Store(c3b, g + 3 * v + gStride); }
        if (TRows.Count > 4) { TLane.Store(c4a, g + 4 * v); TLane.Store(c4b, g + 4 * v + gStride); }
        if (TRows.Count > 5) { TLane.Store(c5a, g + 5 * v); TLane.Store(c5b, g + 5 * v + gStride); }
        if (TRows.Count > 6) { TLane.Store(c6a, g + 6 * v); TLane.Store(c6b, g + 6 * v + gStride); }
        if (TRows.Count > 7) { TLane.Store(c7a, g + 7 * v); TLane.Store(c7b, g + 7 * v + gStride); }
    }
}
