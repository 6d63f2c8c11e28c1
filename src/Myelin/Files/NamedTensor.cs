using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Myelin.Numerics;

namespace Myelin;

/// <summary>A tensor to be written: its name, its shape, and where its numbers come from.</summary>
internal sealed class NamedTensor
{
    readonly Action<Stream> _write;

    NamedTensor(string name, ElementType type, ReadOnlySpan<long> shape, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == SafetensorsHeader.MetadataKey) throw new ArgumentException($"A tensor cannot be named {name}.", nameof(name));
        (Name, Type, Shape, _write) = (name, type, shape.ToArray(), write);
    }

    public string Name { get; }

    public ElementType Type { get; }

    public EquatableArray<long> Shape { get; }

    internal long Length => checked(Shapes.Elements(Shape) * Type.Bits() / 8);

    /// <param name="values">row-major, one for each element of the shape; not copied before it is written</param>
    public static NamedTensor Of<T>(string name, ReadOnlySpan<long> shape, ReadOnlyMemory<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (long dimension in shape) ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
        NamedTensor tensor = Of(name, shape, () => values);
        Check(tensor, values.Length);
        return tensor;
    }

    /// <param name="values">asked when the tensor is written, so that not all tensors need be in memory at once</param>
    internal static NamedTensor Of<T>(string name, ReadOnlySpan<long> shape, Func<ReadOnlyMemory<T>> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NamedTensor tensor = null!;
        return tensor = new(name, ElementTypes.Of<T>(), shape, stream =>
        {
            ReadOnlyMemory<T> memory = values();
            Check(tensor, memory.Length);
            WriteTo(stream, memory.Span);
        });
    }

    static void Check(NamedTensor tensor, int values)
    {
        long elements = Shapes.Elements(tensor.Shape);
        if (elements != values)
            Throw.Argument($"Tensor {tensor.Name} {Shapes.Text(tensor.Shape)} has {elements} elements, but {values} values are given.",
                nameof(values));
    }

    internal void WriteTo(Stream stream) => _write(stream);

    internal static void WriteTo<T>(Stream stream, ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }
        Span<byte> bytes = stackalloc byte[8];
        foreach (T value in values)
        {
            if (typeof(T) == typeof(float)) BinaryPrimitives.WriteSingleLittleEndian(bytes, float.CreateTruncating(value));
            else BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.CreateTruncating(value));
            stream.Write(bytes[..(typeof(T) == typeof(float) ? 4 : 8)]);
        }
    }
}
