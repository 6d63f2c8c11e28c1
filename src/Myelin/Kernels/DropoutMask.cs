using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>
/// Dropout's masks: word after word of <see cref="RandomStream"/>, compared with a threshold. Sixteen blocks of Philox 4×32 run side by
/// side where the machine has such vectors; the words are the same.
/// </summary>
/// <remarks>Word by word, the masks of a 3 × 256 network take longer than all of its products.</remarks>
internal static unsafe class DropoutMask
{
    /// <summary>Row n's stream is (seed, Dropout, step, layer, n): m = 0 where its word is below the threshold, else kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Fill<T>(Panels<T> mask, ulong seed, ulong step, uint layer, uint threshold, T kept, int first, int last)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong key = RandomStream.KeyOf(seed, step);
        if (typeof(T) == typeof(float) && mask.Width == 16 && Avx512F.IsSupported)
        {
            for (int n = first; n < last; n++)
                Row512((float*)mask.At(0, n), mask.Stride, mask.Count, key, layer, (uint)n, threshold, Unsafe.BitCast<T, float>(kept));
            return;
        }
        if (typeof(T) == typeof(float) && mask.Width == 8 && Avx2.IsSupported)
        {
            for (int n = first; n < last; n++)
                Row256((float*)mask.At(0, n), mask.Stride, mask.Count, key, layer, (uint)n, threshold, Unsafe.BitCast<T, float>(kept));
            return;
        }
        for (int n = first; n < last; n++) RowByWord(mask, n, key, layer, threshold, kept);
    }

    static void RowByWord<T>(Panels<T> mask, int n, ulong key, uint layer, uint threshold, T kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0, block = 0; column < mask.Columns; block++)
        {
            (uint x0, uint x1, uint x2, uint x3) = RandomStream.Philox((uint)block, (uint)RandomPurpose.Dropout, layer, (uint)n, key);
            Place(x0);
            Place(x1);
            Place(x2);
            Place(x3);

            void Place(uint word)
            {
                if (column < mask.Columns) mask[n, column] = word < threshold ? T.Zero : kept;
                column++;
            }
        }
    }

    // element (L, j) of a vector, 128-bit part L and place j, is block 4 j + L: then a transpose within the parts leaves words in order
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Row512(float* to, nint stride, int panels, ulong key, uint layer, uint n, uint threshold, float kept)
    {
        Vector512<uint> blocks = Vector512.Create(0u, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        Vector512<uint> limit = Vector512.Create(threshold), m0 = Vector512.Create(0xD2511F53u), m1 = Vector512.Create(0xCD9E8D57u);
        Vector512<float> one = Vector512.Create(kept);
        for (int panel = 0; panel < panels; panel += 4, blocks += Vector512.Create(16u))
        {
            Vector512<uint> c0 = blocks, c1 = Vector512.Create((uint)RandomPurpose.Dropout), c2 = Vector512.Create(layer),
                c3 = Vector512.Create(n);
            uint k0 = (uint)key, k1 = (uint)(key >> 32);
            for (int round = 0; round < 10; round++)
            {
                (Vector512<uint> high0, Vector512<uint> low0) = (High(m0, c0), m0 * c0);
                (Vector512<uint> high1, Vector512<uint> low1) = (High(m1, c2), m1 * c2);
                (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector512.Create(k0), low1, high0 ^ c3 ^ Vector512.Create(k1), low0);
                (k0, k1) = (unchecked(k0 + 0x9E3779B9), unchecked(k1 + 0xBB67AE85));
            }
            (Vector512<uint> a, Vector512<uint> b) = (Avx512F.UnpackLow(c0, c1), Avx512F.UnpackHigh(c0, c1));
            (Vector512<uint> c, Vector512<uint> d) = (Avx512F.UnpackLow(c2, c3), Avx512F.UnpackHigh(c2, c3));
            Put(Avx512F.UnpackLow(a.AsUInt64(), c.AsUInt64()).AsUInt32(), 0);
            Put(Avx512F.UnpackHigh(a.AsUInt64(), c.AsUInt64()).AsUInt32(), 1);
            Put(Avx512F.UnpackLow(b.AsUInt64(), d.AsUInt64()).AsUInt32(), 2);
            Put(Avx512F.UnpackHigh(b.AsUInt64(), d.AsUInt64()).AsUInt32(), 3);

            void Put(Vector512<uint> words, int at)
            {
                if (panel + at < panels)
                    Vector512.ConditionalSelect(Vector512.LessThan(words, limit).AsSingle(), Vector512<float>.Zero, one)
                        .Store(to + (panel + at) * stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Row256(float* to, nint stride, int panels, ulong key, uint layer, uint n, uint threshold, float kept)
    {
        Vector256<uint> blocks = Vector256.Create(0u, 2, 4, 6, 1, 3, 5, 7);
        Vector256<uint> limit = Vector256.Create(threshold), m0 = Vector256.Create(0xD2511F53u), m1 = Vector256.Create(0xCD9E8D57u);
        Vector256<float> one = Vector256.Create(kept);
        for (int panel = 0; panel < panels; panel += 4, blocks += Vector256.Create(8u))
        {
            Vector256<uint> c0 = blocks, c1 = Vector256.Create((uint)RandomPurpose.Dropout), c2 = Vector256.Create(layer),
                c3 = Vector256.Create(n);
            uint k0 = (uint)key, k1 = (uint)(key >> 32);
            for (int round = 0; round < 10; round++)
            {
                (Vector256<uint> high0, Vector256<uint> low0) = (High(m0, c0), m0 * c0);
                (Vector256<uint> high1, Vector256<uint> low1) = (High(m1, c2), m1 * c2);
                (c0, c1, c2, c3) = (high1 ^ c1 ^ Vector256.Create(k0), low1, high0 ^ c3 ^ Vector256.Create(k1), low0);
                (k0, k1) = (unchecked(k0 + 0x9E3779B9), unchecked(k1 + 0xBB67AE85));
            }
            (Vector256<uint> a, Vector256<uint> b) = (Avx2.UnpackLow(c0, c1), Avx2.UnpackHigh(c0, c1));
            (Vector256<uint> c, Vector256<uint> d) = (Avx2.UnpackLow(c2, c3), Avx2.UnpackHigh(c2, c3));
            Put(Avx2.UnpackLow(a.AsUInt64(), c.AsUInt64()).AsUInt32(), 0);
            Put(Avx2.UnpackHigh(a.AsUInt64(), c.AsUInt64()).AsUInt32(), 1);
            Put(Avx2.UnpackLow(b.AsUInt64(), d.AsUInt64()).AsUInt32(), 2);
            Put(Avx2.UnpackHigh(b.AsUInt64(), d.AsUInt64()).AsUInt32(), 3);

            void Put(Vector256<uint> words, int at)
            {
                if (panel + at < panels)
                    Vector256.ConditionalSelect(Vector256.LessThan(words, limit).AsSingle(), Vector256<float>.Zero, one)
                        .Store(to + (panel + at) * stride);
            }
        }
    }

    // the upper halves of the products of even places, moved down, and of odd ones, where they stand
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<uint> High(Vector512<uint> a, Vector512<uint> b)
    {
        Vector512<ulong> even = Avx512F.Multiply(a, b), odd = Avx512F.Multiply(a, (b.AsUInt64() >>> 32).AsUInt32());
        return ((even >>> 32) | (odd & Vector512.Create(0xFFFFFFFF00000000))).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<uint> High(Vector256<uint> a, Vector256<uint> b)
    {
        Vector256<ulong> even = Avx2.Multiply(a, b), odd = Avx2.Multiply(a, (b.AsUInt64() >>> 32).AsUInt32());
        return ((even >>> 32) | (odd & Vector256.Create(0xFFFFFFFF00000000))).AsUInt32();
    }
}
