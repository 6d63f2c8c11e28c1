using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>One register tile of C = bias + A·B, all in panels: up to 14 rows of C, one or two panels wide.</summary>
/// <remarks>
/// A is broadcast element by element, B is read a lane at a time.
/// Every element is one chain of fused multiply-adds in ascending order, so neither tile nor width nor thread changes a bit.
/// The JIT removes the rows beyond <c>TRows.Count</c>; the accumulators never leave the registers.
/// </remarks>
internal static unsafe class ProductTile<T, TLane>
    where T : unmanaged
    where TLane : struct, ILane<TLane, T>
{
    /// <summary>C [rows × 1 panel], k products for each element</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OnePanel<TRows>(T* a, nint aStride, nint k, T* b, nint bStride, T* bias, T* c, nint cStride) where TRows : ITileRows
    {
        int v = TLane.Count;
        TLane sa = bias == null ? TLane.Of(0) : TLane.Load(bias);
        TLane c0a = sa;
        TLane c1a = sa;
        TLane c2a = sa;
        TLane c3a = sa;
        TLane c4a = sa;
        TLane c5a = sa;
        TLane c6a = sa;
        TLane c7a = sa;
        TLane c8a = sa;
        TLane c9a = sa;
        TLane c10a = sa;
        TLane c11a = sa;
        TLane c12a = sa;
        TLane c13a = sa;
        for (; k > 0; k -= v, a += aStride)
        {
            T* x = a, end = a + (k < v ? k : v);
            do
            {
                TLane ba = TLane.Load(b);
                { TLane t = TLane.Broadcast(x[0]); c0a = TLane.MultiplyAdd(t, ba, c0a); }
                if (TRows.Count > 1) { TLane t = TLane.Broadcast(x[1 * v]); c1a = TLane.MultiplyAdd(t, ba, c1a); }
                if (TRows.Count > 2) { TLane t = TLane.Broadcast(x[2 * v]); c2a = TLane.MultiplyAdd(t, ba, c2a); }
                if (TRows.Count > 3) { TLane t = TLane.Broadcast(x[3 * v]); c3a = TLane.MultiplyAdd(t, ba, c3a); }
                if (TRows.Count > 4) { TLane t = TLane.Broadcast(x[4 * v]); c4a = TLane.MultiplyAdd(t, ba, c4a); }
                if (TRows.Count > 5) { TLane t = TLane.Broadcast(x[5 * v]); c5a = TLane.MultiplyAdd(t, ba, c5a); }
                if (TRows.Count > 6) { TLane t = TLane.Broadcast(x[6 * v]); c6a = TLane.MultiplyAdd(t, ba, c6a); }
                if (TRows.Count > 7) { TLane t = TLane.Broadcast(x[7 * v]); c7a = TLane.MultiplyAdd(t, ba, c7a); }
                if (TRows.Count > 8) { TLane t = TLane.Broadcast(x[8 * v]); c8a = TLane.MultiplyAdd(t, ba, c8a); }
                if (TRows.Count > 9) { TLane t = TLane.Broadcast(x[9 * v]); c9a = TLane.MultiplyAdd(t, ba, c9a); }
                if (TRows.Count > 10) { TLane t = TLane.Broadcast(x[10 * v]); c10a = TLane.MultiplyAdd(t, ba, c10a); }
                if (TRows.Count > 11) { TLane t = TLane.Broadcast(x[11 * v]); c11a = TLane.MultiplyAdd(t, ba, c11a); }
                if (TRows.Count > 12) { TLane t = TLane.Broadcast(x[12 * v]); c12a = TLane.MultiplyAdd(t, ba, c12a); }
                if (TRows.Count > 13) { TLane t = TLane.Broadcast(x[13 * v]); c13a = TLane.MultiplyAdd(t, ba, c13a); }
                b += v;
                x++;
            }
            while (x < end);
        }
        TLane.Store(c0a, c);
        if (TRows.Count > 1) { TLane.Store(c1a, c + 1 * v); }
        if (TRows.Count > 2) { TLane.Store(c2a, c + 2 * v); }
        if (TRows.Count > 3) { TLane.Store(c3a, c + 3 * v); }
        if (TRows.Count > 4) { TLane.Store(c4a, c + 4 * v); }
        if (TRows.Count > 5) { TLane.Store(c5a, c + 5 * v); }
        if (TRows.Count > 6) { TLane.Store(c6a, c + 6 * v); }
        if (TRows.Count > 7) { TLane.Store(c7a, c + 7 * v); }
        if (TRows.Count > 8) { TLane.Store(c8a, c + 8 * v); }
        if (TRows.Count > 9) { TLane.Store(c9a, c + 9 * v); }
        if (TRows.Count > 10) { TLane.Store(c10a, c + 10 * v); }
        if (TRows.Count > 11) { TLane.Store(c11a, c + 11 * v); }
        if (TRows.Count > 12) { TLane.Store(c12a, c + 12 * v); }
        if (TRows.Count > 13) { TLane.Store(c13a, c + 13 * v); }
    }

    /// <summary>C [rows × 2 panels], k products for each element</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TwoPanels<TRows>(T* a, nint aStride, nint k, T* b, nint bStride, T* bias, T* c, nint cStride) where TRows : ITileRows
    {
        int v = TLane.Count;
        TLane sa = bias == null ? TLane.Of(0) : TLane.Load(bias);
        TLane sb = bias == null ? TLane.Of(0) : TLane.Load(bias + v);
        TLane c0a = sa, c0b = sb;
        TLane c1a = sa, c1b = sb;
        TLane c2a = sa, c2b = sb;
        TLane c3a = sa, c3b = sb;
        TLane c4a = sa, c4b = sb;
        TLane c5a = sa, c5b = sb;
        TLane c6a = sa, c6b = sb;
        TLane c7a = sa, c7b = sb;
        TLane c8a = sa, c8b = sb;
        TLane c9a = sa, c9b = sb;
        TLane c10a = sa, c10b = sb;
        TLane c11a = sa, c11b = sb;
        TLane c12a = sa, c12b = sb;
        TLane c13a = sa, c13b = sb;
        for (; k > 0; k -= v, a += aStride)
        {
            T* x = a, end = a + (k < v ? k : v);
            do
            {
                TLane ba = TLane.Load(b), bb = TLane.Load(b + bStride);
                { TLane t = TLane.Broadcast(x[0]); c0a = TLane.MultiplyAdd(t, ba, c0a); c0b = TLane.MultiplyAdd(t, bb, c0b); }
                if (TRows.Count > 1)
                {
                    TLane t = TLane.Broadcast(x[1 * v]);
                    c1a = TLane.MultiplyAdd(t, ba, c1a);
                    c1b = TLane.MultiplyAdd(t, bb, c1b);
                }
                if (TRows.Count > 2)
                {
                    TLane t = TLane.Broadcast(x[2 * v]);
                    c2a = TLane.MultiplyAdd(t, ba, c2a);
                    c2b = TLane.MultiplyAdd(t, bb, c2b);
                }
                if (TRows.Count > 3)
                {
                    TLane t = TLane.Broadcast(x[3 * v]);
                    c3a = TLane.MultiplyAdd(t, ba, c3a);
                    c3b = TLane.MultiplyAdd(t, bb, c3b);
                }
                if (TRows.Count > 4)
                {
                    TLane t = TLane.Broadcast(x[4 * v]);
                    c4a = TLane.MultiplyAdd(t, ba, c4a);
                    c4b = TLane.MultiplyAdd(t, bb, c4b);
                }
                if (TRows.Count > 5)
                {
                    TLane t = TLane.Broadcast(x[5 * v]);
                    c5a = TLane.MultiplyAdd(t, ba, c5a);
                    c5b = TLane.MultiplyAdd(t, bb, c5b);
                }
                if (TRows.Count > 6)
                {
                    TLane t = TLane.Broadcast(x[6 * v]);
                    c6a = TLane.MultiplyAdd(t, ba, c6a);
                    c6b = TLane.MultiplyAdd(t, bb, c6b);
                }
                if (TRows.Count > 7)
                {
                    TLane t = TLane.Broadcast(x[7 * v]);
                    c7a = TLane.MultiplyAdd(t, ba, c7a);
                    c7b = TLane.MultiplyAdd(t, bb, c7b);
                }
                if (TRows.Count > 8)
                {
                    TLane t = TLane.Broadcast(x[8 * v]);
                    c8a = TLane.MultiplyAdd(t, ba, c8a);
                    c8b = TLane.MultiplyAdd(t, bb, c8b);
                }
                if (TRows.Count > 9)
                {
                    TLane t = TLane.Broadcast(x[9 * v]);
                    c9a = TLane.MultiplyAdd(t, ba, c9a);
                    c9b = TLane.MultiplyAdd(t, bb, c9b);
                }
                if (TRows.Count > 10)
                {
                    TLane t = TLane.Broadcast(x[10 * v]);
                    c10a = TLane.MultiplyAdd(t, ba, c10a);
                    c10b = TLane.MultiplyAdd(t, bb, c10b);
                }
                if (TRows.Count > 11)
                {
                    TLane t = TLane.Broadcast(x[11 * v]);
                    c11a = TLane.MultiplyAdd(t, ba, c11a);
                    c11b = TLane.MultiplyAdd(t, bb, c11b);
                }
                if (TRows.Count > 12)
                {
                    TLane t = TLane.Broadcast(x[12 * v]);
                    c12a = TLane.MultiplyAdd(t, ba, c12a);
                    c12b = TLane.MultiplyAdd(t, bb, c12b);
                }
                if (TRows.Count > 13)
                {
                    TLane t = TLane.Broadcast(x[13 * v]);
                    c13a = TLane.MultiplyAdd(t, ba, c13a);
                    c13b = TLane.MultiplyAdd(t, bb, c13b);
                }
                b += v;
                x++;
            }
            while (x < end);
        }
        TLane.Store(c0a, c); TLane.Store(c0b, c + cStride);
        if (TRows.Count > 1) { TLane.Store(c1a, c + 1 * v); TLane.Store(c1b, c + 1 * v + cStride); }
        if (TRows.Count > 2) { TLane.Store(c2a, c + 2 * v); TLane.Store(c2b, c + 2 * v + cStride); }
        if (TRows.Count > 3) { TLane.Store(c3a, c + 3 * v); TLane.Store(c3b, c + 3 * v + cStride); }
        if (TRows.Count > 4) { TLane.Store(c4a, c + 4 * v); TLane.Store(c4b, c + 4 * v + cStride); }
        if (TRows.Count > 5) { TLane.Store(c5a, c + 5 * v); TLane.Store(c5b, c + 5 * v + cStride); }
        if (TRows.Count > 6) { TLane.Store(c6a, c + 6 * v); TLane.Store(c6b, c + 6 * v + cStride); }
        if (TRows.Count > 7) { TLane.Store(c7a, c + 7 * v); TLane.Store(c7b, c + 7 * v + cStride); }
        if (TRows.Count > 8) { TLane.Store(c8a, c + 8 * v); TLane.Store(c8b, c + 8 * v + cStride); }
        if (TRows.Count > 9) { TLane.Store(c9a, c + 9 * v); TLane.Store(c9b, c + 9 * v + cStride); }
        if (TRows.Count > 10) { TLane.Store(c10a, c + 10 * v); TLane.Store(c10b, c + 10 * v + cStride); }
        if (TRows.Count > 11) { TLane.Store(c11a, c + 11 * v); TLane.Store(c11b, c + 11 * v + cStride); }
        if (TRows.Count > 12) { TLane.Store(c12a, c + 12 * v); TLane.Store(c12b, c + 12 * v + cStride); }
        if (TRows.Count > 13) { TLane.Store(c13a, c + 13 * v); TLane.Store(c13b, c + 13 * v + cStride); }
    }
}
