using System.Runtime.CompilerServices;

namespace Myelin.Kernels;

/// <summary>Waves of numbers, θₖ = 2π x wₖ + cₖ, lanes across the columns that have each their own w and c.</summary>
internal static class Waves
{
    const double Turn = 2 * Math.PI;

    /// <summary>
    /// φₖ = cos θₖ and, where there is room, φ′ₖ = −sin θₖ, for rows [first, last); without phases c = 0, and sin θₖ with its slope cos θₖ
    /// follows after all cosines.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Forward<T, TLane>(Panels<T> x, Panels<T> w, Panels<T> c, Panels<T> phi, Panels<T> slope, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        int panels = w.Count, frequencies = w.Rows;
        bool sines = c.IsEmpty, keeps = !slope.IsEmpty;
        TLane turn = TLane.Of(Turn), zero = TLane.Of(0);
        for (int panel = 0; panel < panels; panel++)
            for (int k = 0; k < frequencies; k++)
            {
                TLane frequency = w.Load<TLane>(panel, k), phase = sines ? zero : c.Load<TLane>(panel, k);
                int at = k * panels + panel, other = (frequencies + k) * panels + panel;
                for (int n = first; n < last; n++)
                {
                    TLane theta = TLane.MultiplyAdd(turn * x.Load<TLane>(panel, n), frequency, phase), cosine = Elementary.Cos(theta);
                    phi.Store(cosine, at, n);
                    if (!sines && !keeps) continue;
                    TLane sine = Elementary.Sin(theta);
                    if (keeps) slope.Store(-sine, at, n);
                    if (!sines) continue;
                    phi.Store(sine, other, n);
                    if (keeps) slope.Store(cosine, other, n);
                }
            }
    }

    /// <summary>∂L/∂θₖ in place of ∂L/∂φₖ, and ∂L/∂x = Σₖ ∂L/∂θₖ 2π wₖ where it is asked for, for rows [first, last).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward<T, TLane>(Panels<T> w, bool sines, Panels<T> dphi, Panels<T> slope, Panels<T> dx, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        int panels = w.Count, frequencies = w.Rows;
        TLane turn = TLane.Of(Turn);
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
        TLane turn = TLane.Of(Turn), zero = TLane.Of(0);
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
