using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>Sums down the columns of a batch, each one chain in ascending row order; workers share the columns.</summary>
internal static unsafe class Columns
{
    /// <summary>sum [1 × C] = Σₙ x, added to what is there with <paramref name="add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum<T, TLane>(Panels<T> x, int rows, Panels<T> sum, Worker worker, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        (int panel, int last) = worker.Share(x.Count);
        TLane zero = TLane.Of(0);

        // four chains side by side: one alone would wait for each addition
        for (; panel + 4 <= last; panel += 4)
        {
            TLane s0 = add ? sum.Load<TLane>(panel, 0) : zero, s1 = add ? sum.Load<TLane>(panel + 1, 0) : zero;
            TLane s2 = add ? sum.Load<TLane>(panel + 2, 0) : zero, s3 = add ? sum.Load<TLane>(panel + 3, 0) : zero;
            T* x0 = x.At(panel), x1 = x.At(panel + 1), x2 = x.At(panel + 2), x3 = x.At(panel + 3);
            for (nint i = 0, end = (nint)rows * TLane.Count; i < end; i += TLane.Count)
            {
                s0 += TLane.Load(x0 + i);
                s1 += TLane.Load(x1 + i);
                s2 += TLane.Load(x2 + i);
                s3 += TLane.Load(x3 + i);
            }
            sum.Store(s0, panel, 0);
            sum.Store(s1, panel + 1, 0);
            sum.Store(s2, panel + 2, 0);
            sum.Store(s3, panel + 3, 0);
        }
        for (; panel < last; panel++)
        {
            TLane total = add ? sum.Load<TLane>(panel, 0) : zero;
            for (int n = 0; n < rows; n++) total += x.Load<TLane>(panel, n);
            sum.Store(total, panel, 0);
        }
    }

    /// <summary>sum [1 × C] = Σₙ x·y, added to what is there with <paramref name="add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Dot<T, TLane>(Panels<T> x, Panels<T> y, int rows, Panels<T> sum, Worker worker, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        (int first, int last) = worker.Share(x.Count);
        for (int panel = first; panel < last; panel++)
        {
            TLane total = add ? sum.Load<TLane>(panel, 0) : TLane.Of(0);
            for (int n = 0; n < rows; n++) total = TLane.MultiplyAdd(x.Load<TLane>(panel, n), y.Load<TLane>(panel, n), total);
            sum.Store(total, panel, 0);
        }
    }
}
