using System.Buffers;
using System.Runtime.InteropServices;

namespace Myelin.Kernels;

/// <summary>An array of two dimensions as memory, row after row: a view, so that a matrix of a million rows is there once.</summary>
internal sealed class MatrixMemory<T>(T[,] matrix) : MemoryManager<T> where T : unmanaged
{
    public override Span<T> GetSpan() => matrix.Length == 0 ? [] : MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        var handle = GCHandle.Alloc(matrix, GCHandleType.Pinned);
        return new((T*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    // the handle that Pin gave frees itself
    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }
}
