using System.Runtime.CompilerServices;

namespace Myelin.Kernels;

/// <summary>Columns that begin anywhere, copied between matrices whose panels do not line up.</summary>
internal static unsafe class ColumnRange
{
    /// <summary>Rows [first, last) of columns from … from + count of the source, to columns to … of the destination.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Copy<T>(Panels<T> source, int from, Panels<T> destination, int to, int count, int first, int last)
        where T : unmanaged
    {
        int width = source.Width;
        while (count > 0)
        {
            // as far as both stay in one panel
            int run = Math.Min(count, Math.Min(width - from % width, width - to % width));
            T* a = source.At(from / width, first) + from % width, b = destination.At(to / width, first) + to % width;
            if (run == width) Unsafe.CopyBlock(b, a, (uint)((last - first) * width * sizeof(T)));
            else
                for (int n = first; n < last; n++, a += width, b += width)
                    for (int c = 0; c < run; c++) b[c] = a[c];
            (from, to, count) = (from + run, to + run, count - run);
        }
    }
}
