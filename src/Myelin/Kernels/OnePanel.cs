using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>
/// The products of a layer whose matrices are one panel wide each, whole in one call: what the general kernels prepare — tiles,
/// blocks, shares — would cost more than such a layer's arithmetic.
/// </summary>
/// <remarks>
/// Every element is the same chain of fused multiply-adds as in <see cref="ProductTile{T,TLane}"/> and <see cref="GradientTile{T,TLane}"/>.
/// </remarks>
internal static unsafe class OnePanel<T, TLane>
    where T : unmanaged
    where TLane : struct, ILane<TLane, T>
{
    /// <summary>C = bias + A·B with A [rows × k], B [k × M], C [rows × M], bias [1 × M] or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product(T* a, int k, T* b, T* bias, T* c, int rows)
    {
        int v = TLane.Count;
        TLane start = bias == null ? TLane.Of(0) : TLane.Load(bias);
        for (; rows >= 4; rows -= 4, a += 4 * v, c += 4 * v)
        {
            TLane c0 = start, c1 = start, c2 = start, c3 = start;
            T* x = a, weights = b;
            for (T* end = a + k; x < end; x++, weights += v)
            {
                TLane w = TLane.Load(weights);
                c0 = TLane.MultiplyAdd(TLane.Broadcast(x[0]), w, c0);
                c1 = TLane.MultiplyAdd(TLane.Broadcast(x[v]), w, c1);
                c2 = TLane.MultiplyAdd(TLane.Broadcast(x[2 * v]), w, c2);
                c3 = TLane.MultiplyAdd(TLane.Broadcast(x[3 * v]), w, c3);
            }
            TLane.Store(c0, c);
            TLane.Store(c1, c + v);
            TLane.Store(c2, c + 2 * v);
            TLane.Store(c3, c + 3 * v);
        }
        for (; rows > 0; rows--, a += v, c += v) TLane.Store(Row(a, k, b, bias), c);
    }

    /// <summary>One row of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Row(T* a, int k, T* b, T* bias)
    {
        TLane sum = bias == null ? TLane.Of(0) : TLane.Load(bias);
        for (T* end = a + k; a < end; a++, b += TLane.Count) sum = TLane.MultiplyAdd(TLane.Broadcast(*a), TLane.Load(b), sum);
        return sum;
    }

    /// <summary>
    /// G = Xᵀ·Δ and g = Σₙ δₙ, or both added to what is there, with X [rows × inputs], Δ [rows × O], G [inputs × O], g [1 × O] or none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Gradient(T* x, int inputs, T* delta, int rows, T* weights, T* bias, bool add)
    {
        int v = TLane.Count;
        TLane zero = TLane.Of(0);
        int i = 0;
        for (; i <= inputs - 4; i += 4)
        {
            // four chains side by side keep the units busy
            T* g = weights + i * v, inputsOfRow = x + i, d = delta;
            TLane g0 = add ? TLane.Load(g) : zero, g1 = add ? TLane.Load(g + v) : zero;
            TLane g2 = add ? TLane.Load(g + 2 * v) : zero, g3 = add ? TLane.Load(g + 3 * v) : zero;
            for (int n = 0; n < rows; n++, inputsOfRow += v, d += v)
            {
                TLane dn = TLane.Load(d);
                g0 = TLane.MultiplyAdd(TLane.Broadcast(inputsOfRow[0]), dn, g0);
                g1 = TLane.MultiplyAdd(TLane.Broadcast(inputsOfRow[1]), dn, g1);
                g2 = TLane.MultiplyAdd(TLane.Broadcast(inputsOfRow[2]), dn, g2);
                g3 = TLane.MultiplyAdd(TLane.Broadcast(inputsOfRow[3]), dn, g3);
            }
            TLane.Store(g0, g);
            TLane.Store(g1, g + v);
            TLane.Store(g2, g + 2 * v);
            TLane.Store(g3, g + 3 * v);
        }
        for (; i < inputs; i++)
        {
            TLane g = add ? TLane.Load(weights + i * v) : zero;
            for (int n = 0; n < rows; n++) g = TLane.MultiplyAdd(TLane.Broadcast(x[n * v + i]), TLane.Load(delta + n * v), g);
            TLane.Store(g, weights + i * v);
        }
        if (bias == null) return;
        TLane sum = add ? TLane.Load(bias) : zero;
        for (int n = 0; n < rows; n++) sum += TLane.Load(delta + n * v);
        TLane.Store(sum, bias);
    }

    /// <summary>Wᵀ of W [rows × columns].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose(T* w, int rows, int columns, T* transposed)
    {
        int v = TLane.Count;
        for (int o = 0; o < columns; o++)
            for (int i = 0; i < rows; i++) transposed[o * v + i] = w[i * v + o];
    }
}
