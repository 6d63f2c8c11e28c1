using System.Runtime.CompilerServices;

namespace Myelin.Kernels;

/// <summary>
/// Room for the rows that a formula makes on its way, one block for each thread, kept: taken from front to back,
/// and free again for the next row.
/// </summary>
internal sealed unsafe class RowMemory<T> where T : unmanaged
{
    /// <summary>Rows are padded to whole vectors of any width.</summary>
    const int Padding = 16;

    const int First = 2048;

    [ThreadStatic]
    static RowMemory<T>? t_own;

    readonly List<T[]> _full = [];
    T[] _block = [];
    T* _start, _next, _end;

    RowMemory() => Replace(First);

    /// <summary>From here on all room is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin()
    {
        RowMemory<T> own = t_own ??= new();
        own._next = own._start;
        if (own._full.Count > 0) own.Unite();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Take(int count)
    {
        RowMemory<T> own = t_own!;
        T* at = own._next, next = at + (count + Padding - 1) / Padding * Padding;
        if (next > own._end) return own.Grow(count);
        own._next = next;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    T* Grow(int count)
    {
        _full.Add(_block);
        Replace(2 * Math.Max(_block.Length, count + Padding));
        return Take(count);
    }

    // one block that has room for all
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Unite()
    {
        int all = _block.Length + _full.Sum(block => block.Length);
        _full.Clear();
        Replace(all);
    }

    // aligned, and with a vector more than it gives: halves of rows are read in whole vectors too
    void Replace(int count)
    {
        _block = GC.AllocateArray<T>(count + 3 * Padding, pinned: true);
        T* memory = (T*)Unsafe.AsPointer(ref _block[0]);
        _start = _next = (T*)(((nuint)memory + 63) / 64 * 64);
        _end = _start + count;
    }
}
