using System.Runtime.InteropServices;

namespace Myelin.Onnx;

/// <summary>Numbers as their bytes in files, the lowest first, one element after the other.</summary>
static class RawData
{
    public static byte[] Bytes(OnnxTensor tensor) => tensor.Data switch
    {
        float[] values => Bytes<float>(values),
        double[] values => Bytes<double>(values),
        Half[] values => Bytes<Half>(values),
        long[] values => Bytes<long>(values),
        int[] values => Bytes<int>(values),
        short[] values => Bytes<short>(values),
        byte[] values => Bytes<byte>(values),
        bool[] values => Bytes<bool>(values),
        _ => throw new ArgumentException($"The numbers of {tensor} have no bytes.", nameof(tensor)),
    };

    public static T[] Read<T>(ReadOnlySpan<byte> bytes) where T : unmanaged
    {
        T[] values = new T[bytes.Length / Size<T>()];
        bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        Turn(MemoryMarshal.AsBytes(values.AsSpan()), Size<T>());
        return values;
    }

    static byte[] Bytes<T>(T[] values) where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        Turn(bytes, Size<T>());
        return bytes;
    }

    static int Size<T>() where T : unmanaged => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    static void Turn(Span<byte> bytes, int size)
    {
        if (BitConverter.IsLittleEndian) return;
        for (int at = 0; at < bytes.Length; at += size) bytes.Slice(at, size).Reverse();
    }
}
