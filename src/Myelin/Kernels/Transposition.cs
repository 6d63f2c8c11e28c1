using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Myelin.Kernels;

/// <summary>Wᵀ, which δ·Wᵀ reads, kept beside W: made anew tile by tile while the tile is hot.</summary>
internal static unsafe class Transposition
{
    /// <summary>Wᵀ := the transpose of one tile of W.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose<T>(Panels<T> w, Panels<T> transposed, Tile tile) where T : unmanaged
    {
        int width = w.Width;
        for (int panel = tile.Panel; panel < tile.Panel + tile.Panels; panel++)
        {
            int columns = Math.Min(width, w.Columns - panel * width);
            for (int block = tile.First; block < tile.Last; block += width)
            {
                T* from = w.At(panel, block), to = transposed.At(block / width, panel * width);
                int rows = Math.Min(width, tile.Last - block);
                if (sizeof(T) == 4 && rows == width && width == 16 && Avx512F.IsSupported) Block16((float*)from, (float*)to, columns);
                else if (sizeof(T) == 4 && rows == width && width >= 4) Block4((float*)from, (float*)to, width, columns);
                else
                    for (int o = 0; o < columns; o++)
                        for (int i = 0; i < rows; i++) to[o * width + i] = from[i * width + o];
            }
        }
    }

    /// <summary>
    /// A block of floats [16 × 16], four squares of 4 side by side; rows of the result beyond the last column stay as they are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block16(float* from, float* to, int columns)
    {
        for (int o = 0; o < columns; o += 4, from += 4, to += 64)
        {
            Vector512<float> a = Rows(from), b = Rows(from + 16), c = Rows(from + 32), d = Rows(from + 48);
            (Vector512<float> ac0, Vector512<float> ac1) = (Avx512F.UnpackLow(a, c), Avx512F.UnpackHigh(a, c));
            (Vector512<float> bd0, Vector512<float> bd1) = (Avx512F.UnpackLow(b, d), Avx512F.UnpackHigh(b, d));
            Avx512F.UnpackLow(ac0, bd0).Store(to);
            if (o + 1 < columns) Avx512F.UnpackHigh(ac0, bd0).Store(to + 16);
            if (o + 2 < columns) Avx512F.UnpackLow(ac1, bd1).Store(to + 32);
            if (o + 3 < columns) Avx512F.UnpackHigh(ac1, bd1).Store(to + 48);
        }

        // four numbers of rows 0, 4, 8 and 12
        static Vector512<float> Rows(float* row) => Vector512.Create(
            Vector256.Create(Vector128.Load(row), Vector128.Load(row + 64)),
            Vector256.Create(Vector128.Load(row + 128), Vector128.Load(row + 192)));
    }

    /// <summary>A block of floats [width × width], in squares of 4; rows of the result beyond the last column stay as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Block4(float* from, float* to, int width, int columns)
    {
        for (int o = 0; o < columns; o += 4)
            for (int i = 0; i < width; i += 4)
            {
                float* source = from + i * width + o;
                Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + width);
                Vector128<float> c = Vector128.Load(source + 2 * width), d = Vector128.Load(source + 3 * width);
                (Vector128<float> ac0, Vector128<float> ac1) = (Low(a, c), High(a, c));
                (Vector128<float> bd0, Vector128<float> bd1) = (Low(b, d), High(b, d));
                float* target = to + o * width + i;
                Low(ac0, bd0).Store(target);
                if (o + 1 < columns) High(ac0, bd0).Store(target + width);
                if (o + 2 < columns) Low(ac1, bd1).Store(target + 2 * width);
                if (o + 3 < columns) High(ac1, bd1).Store(target + 3 * width);
            }

        // x₀ y₀ x₁ y₁ and x₂ y₂ x₃ y₃
        static Vector128<float> Low(Vector128<float> x, Vector128<float> y) =>
            Sse.IsSupported ? Sse.UnpackLow(x, y) : Vector128.Create(x[0], y[0], x[1], y[1]);

        static Vector128<float> High(Vector128<float> x, Vector128<float> y) =>
            Sse.IsSupported ? Sse.UnpackHigh(x, y) : Vector128.Create(x[2], y[2], x[3], y[3]);
    }
}
