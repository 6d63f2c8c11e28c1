using System.Runtime.CompilerServices;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>The three products of backpropagation, in panels: x·W + b, δ·Wᵀ (the first again, with Wᵀ) and xᵀ·δ.</summary>
internal static unsafe class MatMul
{
    /// <summary>
    /// Rows whose tiles are finished before the next columns begin: their part of A and C stays in the second-level cache.
    /// </summary>
    const int RowBlock = 140;

    /// <summary>C = bias + A·B for rows [first, last), with A [N × K], B [K × M], bias [1 × M] or none, C [N × M].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Product<T, TLane>(Panels<T> a, Panels<T> b, Panels<T> bias, Panels<T> c, int first, int last)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        if (last - first == 1)
        {
            for (int panel = 0; panel < c.Count; panel += RowTile<T, TLane>.Panels)
                OneRow<T, TLane>(Math.Min(RowTile<T, TLane>.Panels, c.Count - panel), a.At(0, first), a.Stride,
                    a.Columns, b.At(panel), b.Stride,
                    bias.IsEmpty ? null : bias.At(panel), c.At(panel, first), c.Stride);
            return;
        }
        for (int block = first; block < last; block += RowBlock)
        {
            int blockEnd = Math.Min(last, block + RowBlock);

            // equal tiles rather than full ones and a rest: 32 rows are 11 + 11 + 10, not 14 + 14 + 4
            int tiles = (blockEnd - block + TLane.TileRows - 1) / TLane.TileRows;
            for (int panel = 0; panel < c.Count; panel += 2)
            {
                bool two = panel + 1 < c.Count;
                T* start = bias.IsEmpty ? null : bias.At(panel);
                for (int tile = 0, row = block; tile < tiles; tile++)
                {
                    int rows = (blockEnd - row) / (tiles - tile);
                    if (two)
                        TwoPanels<T, TLane>(rows, a.At(0, row), a.Stride, a.Columns, b.At(panel), b.Stride, start,
                            c.At(panel, row), c.Stride);
                    else
                        OnePanel<T, TLane>(rows, a.At(0, row), a.Stride, a.Columns, b.At(panel), b.Stride, start,
                            c.At(panel, row), c.Stride);
                    row += rows;
                }
            }
        }
    }

    /// <summary>One tile of G = Xᵀ·Δ, or of G += Xᵀ·Δ, with X [N × I], Δ [N × O], G [I × O].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TransposedProduct<T, TLane>(Panels<T> x, Panels<T> delta, int samples, Panels<T> g, Tile tile, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        int width = TLane.Count, panel = tile.Panel;
        for (int row = tile.First; row < tile.Last;)
        {
            // a tile's inputs stand side by side, so it ends where their panel ends
            int rows = Math.Min(TLane.GradientRows, Math.Min(tile.Last - row, width - row % width));
            T* inputs = x.At(row / width) + row % width;
            if (tile.Panels == 2)
                GradientTwoPanels<T, TLane>(rows, inputs, delta.At(panel), delta.Stride, samples, g.At(panel, row), g.Stride, add);
            else GradientOnePanel<T, TLane>(rows, inputs, delta.At(panel), delta.Stride, samples, g.At(panel, row), g.Stride, add);
            row += rows;
        }
    }

    static void OneRow<T, TLane>(int panels, T* a, nint aStride, nint k, T* b, nint bStride, T* bias, T* c, nint cStride)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        switch (panels)
        {
            case 1: RowTile<T, TLane>.Product<Rows1>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 2: RowTile<T, TLane>.Product<Rows2>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 3: RowTile<T, TLane>.Product<Rows3>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 4: RowTile<T, TLane>.Product<Rows4>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 5: RowTile<T, TLane>.Product<Rows5>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 6: RowTile<T, TLane>.Product<Rows6>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 7: RowTile<T, TLane>.Product<Rows7>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 8: RowTile<T, TLane>.Product<Rows8>(a, aStride, k, b, bStride, bias, c, cStride); break;
        }
    }

    static void OnePanel<T, TLane>(int rows, T* a, nint aStride, nint k, T* b, nint bStride, T* bias, T* c, nint cStride)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        switch (rows)
        {
            case 1: ProductTile<T, TLane>.OnePanel<Rows1>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 2: ProductTile<T, TLane>.OnePanel<Rows2>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 3: ProductTile<T, TLane>.OnePanel<Rows3>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 4: ProductTile<T, TLane>.OnePanel<Rows4>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 5: ProductTile<T, TLane>.OnePanel<Rows5>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 6: ProductTile<T, TLane>.OnePanel<Rows6>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 7: ProductTile<T, TLane>.OnePanel<Rows7>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 8: ProductTile<T, TLane>.OnePanel<Rows8>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 9: ProductTile<T, TLane>.OnePanel<Rows9>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 10: ProductTile<T, TLane>.OnePanel<Rows10>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 11: ProductTile<T, TLane>.OnePanel<Rows11>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 12: ProductTile<T, TLane>.OnePanel<Rows12>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 13: ProductTile<T, TLane>.OnePanel<Rows13>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 14: ProductTile<T, TLane>.OnePanel<Rows14>(a, aStride, k, b, bStride, bias, c, cStride); break;
        }
    }

    static void TwoPanels<T, TLane>(int rows, T* a, nint aStride, nint k, T* b, nint bStride, T* bias, T* c, nint cStride)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        switch (rows)
        {
            case 1: ProductTile<T, TLane>.TwoPanels<Rows1>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 2: ProductTile<T, TLane>.TwoPanels<Rows2>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 3: ProductTile<T, TLane>.TwoPanels<Rows3>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 4: ProductTile<T, TLane>.TwoPanels<Rows4>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 5: ProductTile<T, TLane>.TwoPanels<Rows5>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 6: ProductTile<T, TLane>.TwoPanels<Rows6>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 7: ProductTile<T, TLane>.TwoPanels<Rows7>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 8: ProductTile<T, TLane>.TwoPanels<Rows8>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 9: ProductTile<T, TLane>.TwoPanels<Rows9>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 10: ProductTile<T, TLane>.TwoPanels<Rows10>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 11: ProductTile<T, TLane>.TwoPanels<Rows11>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 12: ProductTile<T, TLane>.TwoPanels<Rows12>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 13: ProductTile<T, TLane>.TwoPanels<Rows13>(a, aStride, k, b, bStride, bias, c, cStride); break;
            case 14: ProductTile<T, TLane>.TwoPanels<Rows14>(a, aStride, k, b, bStride, bias, c, cStride); break;
        }
    }

    static void GradientOnePanel<T, TLane>(int rows, T* x, T* d, nint dStride, nint n, T* g, nint gStride, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        switch (rows)
        {
            case 1: GradientTile<T, TLane>.OnePanel<Rows1>(x, d, dStride, n, g, gStride, add); break;
            case 2: GradientTile<T, TLane>.OnePanel<Rows2>(x, d, dStride, n, g, gStride, add); break;
            case 3: GradientTile<T, TLane>.OnePanel<Rows3>(x, d, dStride, n, g, gStride, add); break;
            case 4: GradientTile<T, TLane>.OnePanel<Rows4>(x, d, dStride, n, g, gStride, add); break;
            case 5: GradientTile<T, TLane>.OnePanel<Rows5>(x, d, dStride, n, g, gStride, add); break;
            case 6: GradientTile<T, TLane>.OnePanel<Rows6>(x, d, dStride, n, g, gStride, add); break;
            case 7: GradientTile<T, TLane>.OnePanel<Rows7>(x, d, dStride, n, g, gStride, add); break;
            case 8: GradientTile<T, TLane>.OnePanel<Rows8>(x, d, dStride, n, g, gStride, add); break;
        }
    }

    static void GradientTwoPanels<T, TLane>(int rows, T* x, T* d, nint dStride, nint n, T* g, nint gStride, bool add)
        where T : unmanaged
        where TLane : struct, ILane<TLane, T>
    {
        switch (rows)
        {
            case 1: GradientTile<T, TLane>.TwoPanels<Rows1>(x, d, dStride, n, g, gStride, add); break;
            case 2: GradientTile<T, TLane>.TwoPanels<Rows2>(x, d, dStride, n, g, gStride, add); break;
            case 3: GradientTile<T, TLane>.TwoPanels<Rows3>(x, d, dStride, n, g, gStride, add); break;
            case 4: GradientTile<T, TLane>.TwoPanels<Rows4>(x, d, dStride, n, g, gStride, add); break;
            case 5: GradientTile<T, TLane>.TwoPanels<Rows5>(x, d, dStride, n, g, gStride, add); break;
            case 6: GradientTile<T, TLane>.TwoPanels<Rows6>(x, d, dStride, n, g, gStride, add); break;
            case 7: GradientTile<T, TLane>.TwoPanels<Rows7>(x, d, dStride, n, g, gStride, add); break;
            case 8: GradientTile<T, TLane>.TwoPanels<Rows8>(x, d, dStride, n, g, gStride, add); break;
        }
    }
}
