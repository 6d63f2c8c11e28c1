using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>One row of C = bias + A·B, up to eight panels wide: a prediction of one row reads every weight once.</summary>
/// <remarks>One row and two panels would wait for each multiply-add; eight chains side by side keep the units busy.</remarks>
internal static unsafe class RowTile<T, TLane>
    where T : unmanaged
    where TLane : struct, ILane<TLane, T>
{
    public const int Panels = 8;

    /// <summary>c [1 × TPanels.Count panels] = bias + a·B, k products for each element</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Product<TPanels>(T* a, nint aStride, nint k, T* b, nint bStride, T* bias, T* c, nint cStride)
        where TPanels : ITileRows
    {
        int v = TLane.Count;
        TLane zero = TLane.Of(0);
        TLane c0 = bias != null && TPanels.Count > 0 ? TLane.Load(bias + 0 * v) : zero;
        TLane c1 = bias != null && TPanels.Count > 1 ? TLane.Load(bias + 1 * v) : zero;
        TLane c2 = bias != null && TPanels.Count > 2 ? TLane.Load(bias + 2 * v) : zero;
        TLane c3 = bias != null && TPanels.Count > 3 ? TLane.Load(bias + 3 * v) : zero;
        TLane c4 = bias != null && TPanels.Count > 4 ? TLane.Load(bias + 4 * v) : zero;
        TLane c5 = bias != null && TPanels.Count > 5 ? TLane.Load(bias + 5 * v) : zero;
        TLane c6 = bias != null && TPanels.Count > 6 ? TLane.Load(bias + 6 * v) : zero;
        TLane c7 = bias != null && TPanels.Count > 7 ? TLane.Load(bias + 7 * v) : zero;
        for (; k > 0; k -= v, a += aStride)
        {
            T* x = a, end = a + (k < v ? k : v);
            do
            {
                TLane t = TLane.Broadcast(*x);
                c0 = TLane.MultiplyAdd(t, TLane.Load(b + 0 * bStride), c0);
                if (TPanels.Count > 1) c1 = TLane.MultiplyAdd(t, TLane.Load(b + 1 * bStride), c1);
                if (TPanels.Count > 2) c2 = TLane.MultiplyAdd(t, TLane.Load(b + 2 * bStride), c2);
                if (TPanels.Count > 3) c3 = TLane.MultiplyAdd(t, TLane.Load(b + 3 * bStride), c3);
                if (TPanels.Count > 4) c4 = TLane.MultiplyAdd(t, TLane.Load(b + 4 * bStride), c4);
                if (TPanels.Count > 5) c5 = TLane.MultiplyAdd(t, TLane.Load(b + 5 * bStride), c5);
                if (TPanels.Count > 6) c6 = TLane.MultiplyAdd(t, TLane.Load(b + 6 * bStride), c6);
                if (TPanels.Count > 7) c7 = TLane.MultiplyAdd(t, TLane.Load(b + 7 * bStride), c7);
                b += v;
                x++;
            }
            while (x < end);
        }
        TLane.Store(c0, c + 0 * cStride);
        if (TPanels.Count > 1) TLane.Store(c1, c + 1 * cStride);
        if (TPanels.Count > 2) TLane.Store(c2, c + 2 * cStride);
        if (TPanels.Count > 3) TLane.Store(c3, c + 3 * cStride);
        if (TPanels.Count > 4) TLane.Store(c4, c + 4 * cStride);
        if (TPanels.Count > 5) TLane.Store(c5, c + 5 * cStride);
        if (TPanels.Count > 6) TLane.Store(c6, c + 6 * cStride);
        if (TPanels.Count > 7) TLane.Store(c7, c + 7 * cStride);
    }
}
