using System.Runtime.InteropServices;

namespace Myelin.Export.Tests;

/// <summary>Rows and predictions in memory as C lays them out: each field at a multiple of its size.</summary>
sealed unsafe class CStruct : IDisposable
{
    readonly byte* _memory;
    readonly List<nint> _strings = [];

    public CStruct(int size) => _memory = (byte*)NativeMemory.AllocZeroed((nuint)size);

    public nint Address => (nint)_memory;

    public int At { get; set; }

    public void Put<T>(T value) where T : unmanaged => *(T*)Field(sizeof(T)) = value;

    public void Put(string? text)
    {
        nint address = text is null ? 0 : Marshal.StringToCoTaskMemUTF8(text);
        _strings.Add(address);
        Put(address);
    }

    public T Get<T>() where T : unmanaged => *(T*)Field(sizeof(T));

    public string GetText() => Marshal.PtrToStringUTF8(Get<nint>())!;

    byte* Field(int size)
    {
        At = (At + size - 1) / size * size;
        byte* field = _memory + At;
        At += size;
        return field;
    }

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        foreach (nint text in _strings) Marshal.FreeCoTaskMem(text);
    }
}
