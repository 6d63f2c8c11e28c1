using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Where a number lies among the bins of its column, lanes across the columns.</summary>
internal static class Bins
{
    /// <summary>φₜ = (x − originₜ)·slopeₜ bounded to lowₜ … highₜ, for rows [first, last).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T, TLane>(
        Panels<T> x, Panels<T> origin, Panels<T> slope, Panels<T> low, Panels<T> high, Panels<T> phi, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        for (int panel = 0; panel < x.Count; panel++)
            for (int t = 0; t < origin.Rows; t++)
            {
                TLane from = origin.Load<TLane>(panel, t), rise = slope.Load<TLane>(panel, t), least = low.Load<TLane>(panel, t),
                    most = high.Load<TLane>(panel, t);
                for (int n = first; n < last; n++)
                    phi.Store(Bin.Share(x.Load<TLane>(panel, n), from, rise, least, most), t * x.Count + panel, n);
            }
    }

    /// <summary>∂L/∂x = Σₜ ∂L/∂φₜ slopeₜ over the bins whose bounds are not met, for rows [first, last).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward<T, TLane>(
        Panels<T> phi, Panels<T> slope, Panels<T> low, Panels<T> high, Panels<T> dphi, Panels<T> dx, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        TLane zero = TLane.Of(0);
        for (int panel = 0; panel < dx.Count; panel++)
            for (int n = first; n < last; n++)
            {
                TLane sum = zero;
                for (int t = 0; t < slope.Rows; t++)
                {
                    TLane value = phi.Load<TLane>(t * dx.Count + panel, n),
                        change = dphi.Load<TLane>(t * dx.Count + panel, n) * slope.Load<TLane>(panel, t);
                    change = TLane.IfLess(low.Load<TLane>(panel, t), value, change, zero);
                    sum += TLane.IfLess(value, high.Load<TLane>(panel, t), change, zero);
                }
                dx.Store(sum, panel, n);
            }
    }
}
