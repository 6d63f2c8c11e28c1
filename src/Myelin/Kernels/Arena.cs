using System.Runtime.InteropServices;

namespace Myelin.Kernels;

/// <summary>
/// One aligned, zeroed block of native memory that is handed out piece by piece. A first pass over an unallocated arena only
/// measures; <see cref="Allocate"/> then takes exactly what the pass asked for, and a second pass receives the pieces.
/// </summary>
internal sealed unsafe class Arena<T> : IDisposable where T : unmanaged
{
    // whole cache lines, and whole vectors of every width
    const int Alignment = 64;

    const int Large = 1 << 30;

    T* _start;
    long _used;

    public long Length { get; private set; }

    /// <summary>The next piece; null while measuring.</summary>
    public T* Take(long count)
    {
        T* piece = _start == null ? null : _start + _used;
        long line = Alignment / sizeof(T);
        _used = checked(_used + (count + line - 1) / line * line);
        return piece;
    }

    public Panels<T> Take(int rows, int columns, int width) => new(Take(Panels<T>.Size(rows, columns, width)), rows, columns, width);

    /// <summary>Takes the memory that was asked for so far and starts handing out from its beginning.</summary>
    public void Allocate()
    {
        Length = _used;
        Rewind();
        nuint bytes = checked((nuint)Math.Max(Length, 1) * (nuint)sizeof(T));
        // a system that promises more than it has would end the process while the block is cleared
        RefuseAbsurd(bytes, "Choose smaller layers, or a smaller batch.");
        _start = (T*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_start, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    /// <summary>Hands out the same pieces once more, from the beginning.</summary>
    public void Rewind() => _used = 0;

    /// <exception cref="InsufficientMemoryException">They are more bytes than the machine has.</exception>
    public static void RefuseAbsurd(nuint bytes, string remedy)
    {
        if (bytes > Large && bytes > (nuint)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw new InsufficientMemoryException($"{bytes >> 30} GB of numbers are more than this machine has. {remedy}");
    }

    public Span<T> Values => new(_start, checked((int)Length));

    public T* Start => _start;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    ~Arena() => Free();

    void Free()
    {
        if (_start == null) return;
        NativeMemory.AlignedFree(_start);
        GC.RemoveMemoryPressure(Math.Max(Length, 1) * sizeof(T));
        _start = null;
    }
}
