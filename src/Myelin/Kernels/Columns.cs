using System.Runtime.CompilerServices;
using Myelin.Engine;

namespace Myelin.Kernels;

/// <summary>Sums down the columns of a batch, each one chain in ascending row order; workers share the columns.</summary>
internal static class Columns
{
    /// <summary>sum [1 × C] = Σₙ x, added to what is there with <paramref name="add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum<T, TLane>(Panels<T> x, int rows, Panels<T> sum, Worker worker, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        (int first, int last) = worker.Share(x.Count);
        for (int panel = first; panel < last; panel++)
        {
            TLane total = add ? sum.Load<TLane>(panel, 0) : TLane.Of(0);
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
