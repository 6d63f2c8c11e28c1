using System.Numerics;
using Myelin.Kernels;

namespace Myelin;

/// <summary>The sum of several vectors in a binary tree, ((g₀ + g₁) + (g₂ + g₃)) + …: their number alone decides its shape.</summary>
internal static class TreeSum
{
    /// <summary>Bytes of each vector that are summed at a time: a cache keeps them from one level of the tree to the next.</summary>
    const int ChunkBytes = 4096, LineBytes = 64;

    /// <summary>The worker's share of total := Σ parts over the first of them, or total += Σ parts; parts are overwritten.</summary>
    public static unsafe void Of<T>(Parameters<T>[] parts, int count, Parameters<T> total, bool add, Worker worker)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int line = LineBytes / sizeof(T), length = total.Values.Length;
        (int first, int last) = worker.Share((length + line - 1) / line);
        (first, last) = (first * line, Math.Min(length, last * line));
        for (int from = first; from < last; from += ChunkBytes / sizeof(T))
        {
            int size = Math.Min(ChunkBytes / sizeof(T), last - from);
            for (int step = 1; step < count; step *= 2)
                for (int s = 0; s + step < count; s += 2 * step) Add(Part(parts[s + step]), Part(parts[s]));
            if (add) Add(Part(parts[0]), Part(total));
            else Part(parts[0]).CopyTo(Part(total));

            Span<T> Part(Parameters<T> vector) => vector.Values.Slice(from, size);
        }
    }

    // sum += x
    static void Add<T>(ReadOnlySpan<T> x, Span<T> sum) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count) (new Vector<T>(sum[i..]) + new Vector<T>(x[i..])).CopyTo(sum[i..]);
        for (; i < x.Length; i++) sum[i] += x[i];
    }
}
