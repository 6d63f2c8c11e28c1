using System.Runtime.CompilerServices;

namespace Myelin.Kernels;

/// <summary>
/// A matrix in panels: its columns in groups one lane wide, each group stored row after row, so that element (r, c) is at
/// (c / V)·R·V + r·V + c mod V. Products read it without packing, whatever the widths of the layers; columns beyond the last
/// are zero padding.
/// </summary>
internal readonly unsafe struct Panels<T>(T* start, int rows, int columns, int width) where T : unmanaged
{
    public T* Start { get; } = start;

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

    public static long Size(int rows, int columns, int width) => checked((long)rows * ((columns + width - 1) / width * width));

    public ref T this[int row, int column] => ref Start[column / Width * Stride + (nint)row * Width + column % Width];

    /// <summary>Panel p from row r on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(int panel, int row = 0) => Start + panel * Stride + (nint)row * Width;

    /// <summary>Row r as it stands, where there is one panel or one row; nothing else has contiguous rows.</summary>
    public Span<T> Row(int row) => new(Start + (nint)row * Width, Columns);

    /// <summary>Columns from … as a matrix of their own; they begin and end with panels.</summary>
    public Panels<T> Part(int from, int columns) => new(At(from / Width), Rows, columns, Width);

    /// <summary>The same matrix from row r on, for whoever reads one row of it.</summary>
    public Panels<T> FromRow(int row) => new(Start + (nint)row * Width, Rows, Columns, Width);

    /// <summary>Row r of panel p as one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Load<TLane>(int panel, int row) where TLane : struct, ILane<TLane, T> => TLane.Load(At(panel, row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLane>(TLane x, int panel, int row) where TLane : struct, ILane<TLane, T> => TLane.Store(x, At(panel, row));

    public void WriteRow(int row, ReadOnlySpan<T> source)
    {
        fixed (T* numbers = source) WriteRow(row, numbers);
    }

    /// <summary>Takes a row from as many numbers as there are columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void WriteRow(int row, T* source)
    {
        int whole = WholePanels, rest = Columns - whole * Width;
        T* to = At(0, row);
        CopyPanels(source, Width, to, Stride, whole, Width * sizeof(T));
        for (int i = 0; i < rest; i++) to[whole * Stride + i] = source[whole * Width + i];
    }

    /// <summary>Takes rows 0, 1, … from as many whole rows of numbers as there are.</summary>
    public void WriteRows(ReadOnlySpan<T> source)
    {
        fixed (T* numbers = source)
            for (int row = 0, rows = source.Length / Columns; row < rows; row++) WriteRow(row, numbers + (nint)row * Columns);
    }

    public void ReadRow(int row, Span<T> destination)
    {
        fixed (T* numbers = destination) ReadRow(row, numbers);
    }

    /// <summary>Gives rows 0, 1, … to as many whole rows as there is room for.</summary>
    public void ReadRows(Span<T> destination)
    {
        fixed (T* numbers = destination)
            for (int row = 0, rows = destination.Length / Columns; row < rows; row++) ReadRow(row, numbers + (nint)row * Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void ReadRow(int row, T* destination)
    {
        int whole = WholePanels, rest = Columns - whole * Width;
        T* from = At(0, row);
        CopyPanels(from, Stride, destination, Width, whole, Width * sizeof(T));
        for (int i = 0; i < rest; i++) destination[whole * Width + i] = from[whole * Stride + i];
    }

    // a block of a constant size is a vector or two; one of any size is a call
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CopyPanels(T* from, nint fromStride, T* to, nint toStride, int count, int bytes)
    {
        switch (bytes)
        {
            case 64: for (int p = 0; p < count; p++, from += fromStride, to += toStride) Unsafe.CopyBlockUnaligned(to, from, 64); break;
            case 32: for (int p = 0; p < count; p++, from += fromStride, to += toStride) Unsafe.CopyBlockUnaligned(to, from, 32); break;
            case 16: for (int p = 0; p < count; p++, from += fromStride, to += toStride) Unsafe.CopyBlockUnaligned(to, from, 16); break;
            default: for (int p = 0; p < count; p++, from += fromStride, to += toStride) *to = *from; break;
        }
    }

    /// <summary>Copies rows [first, last) to a matrix of the same shape.</summary>
    public void CopyRows(Panels<T> destination, int first, int last)
    {
        for (int panel = 0; panel < Count; panel++)
            new Span<T>(At(panel, first), (last - first) * Width).CopyTo(new Span<T>(destination.At(panel, first), (last - first) * Width));
    }
}
