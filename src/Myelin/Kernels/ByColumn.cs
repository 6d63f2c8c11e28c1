using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>
/// A small Dense for each column, lanes across the columns: column j has R numbers φᵣ and M outputs yₘ = Σᵣ φᵣ Vᵣₘ + dₘ. The numbers
/// of all columns stand together: φᵣ of every column is one group of panels, after it comes φᵣ₊₁.
/// </summary>
/// <remarks>φ [N × R·C], y [N × M·C], V [R·M × C] with row r·M + m, d [M × C]; C columns fill whole panels, with padding.</remarks>
internal static class ByColumn
{
    /// <summary>y for rows [first, last).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Product<T, TLane>(Panels<T> phi, Panels<T> v, Panels<T> d, Panels<T> y, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        int panels = v.Count, outputs = d.Rows, features = phi.Count / panels;
        for (int panel = 0; panel < panels; panel++)
            for (int n = first; n < last; n++)
                for (int m = 0; m < outputs; m++)
                {
                    TLane sum = d.Load<TLane>(panel, m);
                    for (int r = 0; r < features; r++)
                        sum = TLane.MultiplyAdd(phi.Load<TLane>(r * panels + panel, n), v.Load<TLane>(panel, r * outputs + m), sum);
                    y.Store(sum, m * panels + panel, n);
                }
    }

    /// <summary>∂L/∂φᵣ = Σₘ ∂L/∂yₘ Vᵣₘ for rows [first, last).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward<T, TLane>(Panels<T> dy, Panels<T> v, Panels<T> dphi, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        int panels = v.Count, outputs = dy.Count / panels, features = dphi.Count / panels;
        for (int panel = 0; panel < panels; panel++)
            for (int n = first; n < last; n++)
                for (int r = 0; r < features; r++)
                {
                    TLane sum = TLane.Of(0);
                    for (int m = 0; m < outputs; m++)
                        sum = TLane.MultiplyAdd(dy.Load<TLane>(m * panels + panel, n), v.Load<TLane>(panel, r * outputs + m), sum);
                    dphi.Store(sum, r * panels + panel, n);
                }
    }

    /// <summary>∂L/∂Vᵣₘ = Σₙ φᵣ ∂L/∂yₘ for features [from, to) of one panel, each sum in ascending row order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient<T, TLane>(Panels<T> phi, Panels<T> dy, int rows, Panels<T> dv, int panel, int from, int to, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        int panels = dv.Count, outputs = dy.Count / panels;
        for (int r = from; r < to; r++)
            for (int m = 0; m < outputs; m++)
            {
                TLane sum = add ? dv.Load<TLane>(panel, r * outputs + m) : TLane.Of(0);
                for (int n = 0; n < rows; n++)
                    sum = TLane.MultiplyAdd(phi.Load<TLane>(r * panels + panel, n), dy.Load<TLane>(m * panels + panel, n), sum);
                dv.Store(sum, panel, r * outputs + m);
            }
    }

    /// <summary>∂L/∂dₘ = Σₙ ∂L/∂yₘ of one panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BiasGradient<T, TLane>(Panels<T> dy, int rows, Panels<T> dd, int panel, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        for (int m = 0; m < dd.Rows; m++)
        {
            TLane sum = add ? dd.Load<TLane>(panel, m) : TLane.Of(0);
            for (int n = 0; n < rows; n++) sum += dy.Load<TLane>(m * dd.Count + panel, n);
            dd.Store(sum, panel, m);
        }
    }

    /// <summary>y, output after output, to neighboring columns of a, or ∂L/∂a back with <paramref name="back"/>.</summary>
    public static void Place<T>(Panels<T> y, int columns, int outputs, Panels<T> a, bool back, int first, int last) where T : unmanaged
    {
        int padded = y.Columns / outputs;
        for (int m = 0; m < outputs; m++)
            if (back) ColumnRange.Copy(a, m * columns, y, m * padded, columns, first, last);
            else ColumnRange.Copy(y, m * padded, a, m * columns, columns, first, last);
    }

    /// <summary>
    /// How many rows of a block fill whole cache lines: what one worker updates shares none with another's, nor with a wider vector.
    /// </summary>
    public static unsafe int LineRows<T>(int width) where T : unmanaged => Math.Max(1, 64 / (width * sizeof(T)));

    /// <summary>The worker's share of items that are numbered panel by panel, groups of each panel in order.</summary>
    public static (int First, int Last) Share(Worker worker, int panels, int groups) => worker.Share(panels * groups);
}
