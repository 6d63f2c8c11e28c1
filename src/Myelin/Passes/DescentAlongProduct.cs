using System.Numerics;
using System.Runtime.CompilerServices;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>The product that gives a gradient, and the descent along it, tile by tile.</summary>
static unsafe class DescentAlongProduct
{
    /// <summary>W := W − α d(Xᵀ·Δ) for one tile of W, whose gradient is nowhere else.</summary>
    /// <remarks>A gradient that nobody asks for need not travel through the caches: it is used where it is made.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Of<T, TLane>(
        Panels<T> x, Panels<T> delta, int samples, ParameterViews<T> w, Tile tile, UpdatePass<T> update)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLane : struct, ILane<TLane, T>
    {
        const int line = 64;
        byte* memory = stackalloc byte[Tiles.TileBlocks * TLane.Count * 2 * TLane.Count * sizeof(T) + line];
        Panels<T> g = tile.Alone((T*)((nint)(memory + line - 1) / line * line), TLane.Count);
        update.Approach(w, tile);
        MatMul.TransposedProduct<T, TLane>(x, delta, samples, g, tile, add: false);
        update.Descend(w, tile, g);
    }
}
