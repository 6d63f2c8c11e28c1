using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Myelin.Files;

/// <summary>A tensor to be written: its name, its shape, and where its numbers come from.</summary>
public sealed class NamedTensor
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
        var tensor = new NamedTensor(name, ElementTypes.Of<T>(), shape, stream => WriteTo(stream, values.Span));
        long elements = Shapes.Elements(tensor.Shape);
        return elements == values.Length
            ? tensor
            : throw new ArgumentException(
                $"Tensor {name} {Shapes.Text(tensor.Shape)} has {elements} elements, but {values.Length} values are given.", nameof(values));
    }

    internal void WriteTo(Stream stream) => _write(stream);

    static void WriteTo<T>(Stream stream, ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
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
