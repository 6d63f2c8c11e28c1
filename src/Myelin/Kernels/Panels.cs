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

    /// <summary>From one panel to the next.</summary>
    public nint Stride => (nint)Rows * Width;

    public long Length => Size(Rows, Columns, Width);

    public static long Size(int rows, int columns, int width) => checked((long)rows * ((columns + width - 1) / width * width));

    public ref T this[int row, int column] => ref Start[column / Width * Stride + (nint)row * Width + column % Width];

    /// <summary>Panel p from row r on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(int panel, int row = 0) => Start + panel * Stride + (nint)row * Width;

    /// <summary>Row r as it stands when there is one panel; nothing else has contiguous rows.</summary>
    public Span<T> Row(int row) => new(Start + (nint)row * Width, Columns);

    /// <summary>Row r of panel p as one lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Load<TLane>(int panel, int row) where TLane : struct, ILane<TLane, T> => TLane.Load(At(panel, row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLane>(TLane x, int panel, int row) where TLane : struct, ILane<TLane, T> => TLane.Store(x, At(panel, row));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void WriteRow(int row, ReadOnlySpan<T> source)
    {
        for (int panel = 0, from = 0; from < source.Length; panel++, from += Width)
            source.Slice(from, Math.Min(Width, source.Length - from)).CopyTo(new Span<T>(At(panel, row), Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void ReadRow(int row, Span<T> destination)
    {
        for (int panel = 0, from = 0; from < destination.Length; panel++, from += Width)
            new Span<T>(At(panel, row), Math.Min(Width, destination.Length - from)).CopyTo(destination[from..]);
    }

    /// <summary>Copies rows [first, last) to a matrix of the same shape.</summary>
    public void CopyRows(Panels<T> destination, int first, int last)
    {
        for (int panel = 0; panel < Count; panel++)
            new Span<T>(At(panel, first), (last - first) * Width).CopyTo(new Span<T>(destination.At(panel, first), (last - first) * Width));
    }
}
