using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Numerics;

namespace Myelin.Kernels;

/// <summary>
/// A matrix in panels: its columns in groups one lane wide, each group stored row after row, so that element (r, c) is at
/// (c / V)·R·V + r·V + c mod V. Products read it without packing, whatever the widths of the layers; columns beyond the last
/// are zero padding.
/// </summary>
internal readonly unsafe struct Panels<T>(T* start, int rows, int columns, int width) where T : unmanaged
{
    public T* Start { get; init; } = start;

    /// <summary>Rows that there is room for; a batch may use fewer.</summary>
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>V, the columns of one panel.</summary>
    public int Width { get; } = width;

    public bool IsEmpty => Columns == 0;

    /// <summary>Panels side by side; kept, as a division would cost more than a small product.</summary>
    public int Count { get; } = columns == 0 ? 0 : (columns + width - 1) / width;

    // without the division
    int WholePanels => Count * Width == Columns ? Count : Count - 1;

    /// <summary>From one panel to the next.</summary>
    public nint Stride => (nint)Rows * Width;

    public long Length => Size(Rows, Columns, Width);

    /// <summary>A batch's room for rows, from 64 rows on an odd multiple of 16.</summary>
    /// <remarks>
    /// A product reads some rows of every panel. Were panels a power of two apart, these would all lie in the same few sets of a cache and
    /// push each other out; so they spread over all of them.
    /// </remarks>
    public static int Spread(int rows) => rows < 64 ? rows : ((rows + 15) / 16 | 1) * 16;

    public static long Size(int rows, int columns, int width) => checked((long)rows * ((columns + width - 1) / width * width));

    public ref T this[int row, int column] => ref Start[column / Width * Stride + (nint)row * Width + column % Width];

    /// <summary>Panel p from row r on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(int panel, int row = 0) => Start + panel * Stride + (nint)row * Width;

    /// <summary>Row r as it stands, where there is one panel or one row; nothing else has contiguous rows.</summary>
    public Span<T> Row(int row) => new(Start + (nint)row * Width, Columns);

    /// <summary>Columns from … as a matrix of their own; they begin and end with panels.</summary>
    public Panels<T> Part(int from, int columns) => new(At(from / Width), Rows, columns, Width);

    /// <summary>The same matrix from row r on, for whoever reads no more rows of it than there are.</summary>
    public Panels<T> FromRow(int row) => this with { Start = Start + (nint)row * Width };

    /// <summary>Row r of panel p as one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Load<TLane>(int panel, int row) where TLane : struct, ILane<TLane, T> => TLane.Load(At(panel, row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLane>(TLane x, int panel, int row) where TLane : struct, ILane<TLane, T> => TLane.Store(x, At(panel, row));

    /// <summary>Takes a row from as many numbers as there are columns.</summary>
    public void WriteRow(int row, ReadOnlySpan<T> source)
    {
        fixed (T* numbers = source) Gather(numbers, [], row, row + 1);
    }

    /// <summary>Takes rows 0, 1, … from as many whole rows of numbers as there are.</summary>
    public void WriteRows(ReadOnlySpan<T> source)
    {
        fixed (T* numbers = source) Gather(numbers, [], 0, source.Length / Columns);
    }

    public void ReadRow(int row, Span<T> destination)
    {
        fixed (T* numbers = destination) Scatter(numbers, row, row + 1);
    }

    /// <summary>Gives rows 0, 1, … to as many whole rows as there is room for.</summary>
    public void ReadRows(Span<T> destination)
    {
        fixed (T* numbers = destination) Scatter(numbers, 0, destination.Length / Columns);
    }

    /// <summary>
    /// Takes rows [first, last) from rows of numbers: row n from row order[n], or where no order is given the rows one after the other.
    /// </summary>
    public void Gather(T* source, ReadOnlySpan<int> order, int first, int last)
    {
        switch (Width * sizeof(T))
        {
            case 64: Gather<Vector512<byte>>(source, order, first, last); break;
            case 32: Gather<Vector256<byte>>(source, order, first, last); break;
            case 16: Gather<Vector128<byte>>(source, order, first, last); break;
            default: Gather<T>(source, order, first, last); break;
        }
    }

    /// <summary>Rows that are moved together: their lines in a panel are neighbors, and so are a row's in its source.</summary>
    const int RowsAtOnce = 4;

    // a whole row of a panel is moved as one vector
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void Gather<TVector>(T* source, ReadOnlySpan<int> order, int first, int last) where TVector : unmanaged
    {
        if (Count != 1)
        {
            GatherWide<TVector>(source, order, first, last);
            return;
        }
        T* to = At(0, first);
        for (int n = first; n < last; n++, to += Width)
        {
            T* row = source + (nint)(order.IsEmpty ? n - first : order[n]) * Columns;
            if (Columns == Width) Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<TVector>(row));
            else CopyRest(row, to, Columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void GatherWide<TVector>(T* source, ReadOnlySpan<int> order, int first, int last) where TVector : unmanaged
    {
        int whole = WholePanels, rest = Columns - whole * Width;
        T** rows = stackalloc T*[2 * RowsAtOnce], next = rows + RowsAtOnce;
        int count = Find(source, order, first, first, last, next);
        for (int from = first; from < last; from += RowsAtOnce)
        {
            int now = count;
            T** known = next;
            next = rows;
            rows = known;
            count = Find(source, order, first, from + RowsAtOnce, last, next);
            T* to = At(0, from);
            for (int panel = 0; panel < whole; panel++, to += Stride)
            {
                // shuffled rows lie anywhere: the next ones are on their way while these are moved
                if (Sse.IsSupported)
                    for (int n = 0; n < count; n++) Sse.Prefetch0(next[n] + panel * Width);
                for (int n = 0; n < now; n++) Unsafe.WriteUnaligned(to + n * Width, Unsafe.ReadUnaligned<TVector>(rows[n] + panel * Width));
            }
            for (int n = 0; n < now; n++) CopyRest(rows[n] + whole * Width, to + n * Width, rest);
        }
    }

    // where the next few rows begin; none after the last
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Find(T* source, ReadOnlySpan<int> order, int first, int from, int last, T** rows)
    {
        int count = Math.Clamp(last - from, 0, RowsAtOnce);
        for (int n = 0; n < count; n++) rows[n] = source + (nint)(order.IsEmpty ? from + n - first : order[from + n]) * Columns;
        return count;
    }

    // fewer numbers than a vector holds: at most one vector of each half, quarter, … of its width
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CopyRest(T* from, T* to, int count)
    {
        byte* source = (byte*)from, target = (byte*)to;
        int bytes = count * sizeof(T);
        if ((bytes & 32) != 0) Move<Vector256<byte>>(ref source, ref target);
        if ((bytes & 16) != 0) Move<Vector128<byte>>(ref source, ref target);
        if ((bytes & 8) != 0) Move<long>(ref source, ref target);
        if ((bytes & 4) != 0) Move<int>(ref source, ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Move<TPart>(ref byte* from, ref byte* to) where TPart : unmanaged
    {
        Unsafe.WriteUnaligned(to, Unsafe.ReadUnaligned<TPart>(from));
        from += sizeof(TPart);
        to += sizeof(TPart);
    }

    void Scatter(T* destination, int first, int last)
    {
        switch (Width * sizeof(T))
        {
            case 64: Scatter<Vector512<byte>>(destination, first, last); break;
            case 32: Scatter<Vector256<byte>>(destination, first, last); break;
            case 16: Scatter<Vector128<byte>>(destination, first, last); break;
            default: Scatter<T>(destination, first, last); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    void Scatter<TVector>(T* destination, int first, int last) where TVector : unmanaged
    {
        int whole = WholePanels, rest = Columns - whole * Width;
        for (int n = first; n < last; n++, destination += Columns)
        {
            T* from = At(0, n);
            for (int panel = 0; panel < whole; panel++, from += Stride)
                Unsafe.WriteUnaligned(destination + panel * Width, Unsafe.ReadUnaligned<TVector>(from));
            CopyRest(from, destination + whole * Width, rest);
        }
    }

    /// <summary>Copies rows [first, last) to a matrix of the same shape.</summary>
    public void CopyRows(Panels<T> destination, int first, int last)
    {
        for (int panel = 0; panel < Count; panel++)
            new Span<T>(At(panel, first), (last - first) * Width).CopyTo(new Span<T>(destination.At(panel, first), (last - first) * Width));
    }
}
