using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>Waves of numbers, θₖ = 2π x wₖ + cₖ, lanes across the columns that have each their own w and c.</summary>
internal static class Waves
{
    /// <summary>
    /// φₖ = cos θₖ and, where there is room, φ′ₖ = −sin θₖ, for rows [first, last); without phases c = 0, and sin θₖ with its slope cos θₖ
    /// follows after all cosines.
    /// </summary>
    public static void Forward<T, TLane>(Panels<T> x, Panels<T> w, Panels<T> c, Panels<T> phi, Panels<T> slope, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        Cosines<T, TLane>(x, w, c, phi, 0, first, last);
        if (c.IsEmpty) Sines<T, TLane>(x, w, c, phi, w.Rows, false, first, last);
        if (slope.IsEmpty) return;
        Sines<T, TLane>(x, w, c, slope, 0, true, first, last);
        if (c.IsEmpty) Cosines<T, TLane>(x, w, c, slope, w.Rows, first, last);
    }

    // a method for each function: one that has both is beyond what the compiler inlines, and calls every operation of a lane
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Cosines<T, TLane>(Panels<T> x, Panels<T> w, Panels<T> c, Panels<T> to, int group, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        TLane turn = Turns.One<TLane>();
        for (int panel = 0; panel < w.Count; panel++)
            for (int k = 0; k < w.Rows; k++)
            {
                TLane frequency = w.Load<TLane>(panel, k), phase = c.IsEmpty ? TLane.Of(0) : c.Load<TLane>(panel, k);
                int at = (group + k) * w.Count + panel;
                for (int n = first; n < last; n++)
                    to.Store(Elementary.Cos(Turns.Angle(turn * x.Load<TLane>(panel, n), frequency, phase)), at, n);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Sines<T, TLane>(Panels<T> x, Panels<T> w, Panels<T> c, Panels<T> to, int group, bool negative, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        TLane turn = Turns.One<TLane>(), sign = TLane.Of(negative ? -1 : 1);
        for (int panel = 0; panel < w.Count; panel++)
            for (int k = 0; k < w.Rows; k++)
            {
                TLane frequency = w.Load<TLane>(panel, k), phase = c.IsEmpty ? TLane.Of(0) : c.Load<TLane>(panel, k);
                int at = (group + k) * w.Count + panel;
                for (int n = first; n < last; n++)
                    to.Store(sign * Elementary.Sin(Turns.Angle(turn * x.Load<TLane>(panel, n), frequency, phase)), at, n);
            }
    }

    /// <summary>∂L/∂θₖ in place of ∂L/∂φₖ, and ∂L/∂x = Σₖ ∂L/∂θₖ 2π wₖ where it is asked for, for rows [first, last).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward<T, TLane>(Panels<T> w, bool sines, Panels<T> dphi, Panels<T> slope, Panels<T> dx, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        int panels = w.Count, frequencies = w.Rows;
        TLane turn = Turns.One<TLane>();
        for (int panel = 0; panel < panels; panel++)
            for (int n = first; n < last; n++)
            {
                TLane sum = TLane.Of(0);
                for (int k = 0; k < frequencies; k++)
                {
                    int at = k * panels + panel, other = (frequencies + k) * panels + panel;
                    TLane theta = dphi.Load<TLane>(at, n) * slope.Load<TLane>(at, n);
                    if (sines) theta = TLane.MultiplyAdd(dphi.Load<TLane>(other, n), slope.Load<TLane>(other, n), theta);
                    dphi.Store(theta, at, n);
                    sum = TLane.MultiplyAdd(theta, turn * w.Load<TLane>(panel, k), sum);
                }
                if (!dx.IsEmpty) dx.Store(sum, panel, n);
            }
    }

    /// <summary>∂L/∂wₖ = Σₙ ∂L/∂θₖ 2π x and ∂L/∂cₖ = Σₙ ∂L/∂θₖ for frequencies [from, to) of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T, TLane>(
        Panels<T> x, Panels<T> dtheta, int rows, Panels<T> dw, Panels<T> dc, int panel, int from, int to, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        TLane turn = Turns.One<TLane>(), zero = TLane.Of(0);
        for (int k = from; k < to; k++)
        {
            TLane frequency = add ? dw.Load<TLane>(panel, k) : zero, phase = add && !dc.IsEmpty ? dc.Load<TLane>(panel, k) : zero;
            for (int n = 0; n < rows; n++)
            {
                TLane theta = dtheta.Load<TLane>(k * dw.Count + panel, n);
                frequency = TLane.MultiplyAdd(theta, turn * x.Load<TLane>(panel, n), frequency);
                phase += theta;
            }
            dw.Store(frequency, panel, k);
            if (!dc.IsEmpty) dc.Store(phase, panel, k);
        }
    }
}
