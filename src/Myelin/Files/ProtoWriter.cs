using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Myelin;

/// <summary>
/// Writes a message in the wire format of Protocol Buffers: each field is its number and wire type as a varint, then its value. The same
/// calls give the same bytes.
/// </summary>
/// <remarks>
/// Source: "Encoding" in the documentation of Protocol Buffers. Long bytes are kept by reference and copied once, by the stream.
/// </remarks>
sealed class ProtoWriter
{
    /// <summary>Shorter values are copied, longer ones are kept by reference until they are written.</summary>
    const int LongestCopy = 512;

    readonly List<ReadOnlyMemory<byte>> _parts = [];
    ArrayBufferWriter<byte> _open = new();
    long _closed;

    /// <summary>Bytes of the message so far.</summary>
    public long Length => _closed + _open.WrittenCount;

    /// <summary>Begins another message in the same memory.</summary>
    public ProtoWriter Clear()
    {
        _parts.Clear();
        _open.ResetWrittenCount();
        _closed = 0;
        return this;
    }

    /// <summary>Writes an int64, int32, enum or bool; negative numbers take ten bytes.</summary>
    public ProtoWriter Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
        return this;
    }

    /// <summary>Writes a float.</summary>
    public ProtoWriter Float(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Space(sizeof(float)), value);
        return this;
    }

    /// <summary>Writes a double.</summary>
    public ProtoWriter Double(int field, double value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(Space(sizeof(double)), value);
        return this;
    }

    /// <summary>Writes a string as UTF-8.</summary>
    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes bytes, which must not change until the message is written.</summary>
    public ProtoWriter Bytes(int field, ReadOnlyMemory<byte> value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        Append(value);
        return this;
    }

    /// <summary>Writes a message within this one, which is finished.</summary>
    public ProtoWriter Message(int field, ProtoWriter message)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)message.Length);
        foreach (ReadOnlyMemory<byte> part in message._parts) Append(part);
        Append(message._open.WrittenMemory);
        return this;
    }

    /// <summary>Writes a message for each item of a list.</summary>
    public ProtoWriter Messages<T>(int field, IEnumerable<T> items, Func<T, ProtoWriter> message)
    {
        foreach (T item in items) Message(field, message(item));
        return this;
    }

    /// <summary>Writes a list of numbers as one packed field; nothing for an empty one.</summary>
    public ProtoWriter Integers(int field, IReadOnlyCollection<long> values)
    {
        if (values.Count == 0) return this;
        var packed = new ProtoWriter();
        foreach (long value in values) packed.Varint((ulong)value);
        return Message(field, packed);
    }

    /// <inheritdoc cref="Integers"/>
    public ProtoWriter Floats(int field, IReadOnlyCollection<float> values)
    {
        if (values.Count == 0) return this;
        var packed = new ProtoWriter();
        foreach (float value in values) BinaryPrimitives.WriteSingleLittleEndian(packed.Space(sizeof(float)), value);
        return Message(field, packed);
    }

    /// <inheritdoc cref="Integers"/>
    public ProtoWriter Doubles(int field, IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return this;
        var packed = new ProtoWriter();
        foreach (double value in values) BinaryPrimitives.WriteDoubleLittleEndian(packed.Space(sizeof(double)), value);
        return Message(field, packed);
    }

    /// <summary>Writes the message to a stream.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (ReadOnlyMemory<byte> part in _parts) stream.Write(part.Span);
        stream.Write(_open.WrittenSpan);
    }

    /// <summary>The message as one array.</summary>
    public byte[] ToArray()
    {
        var stream = new MemoryStream(checked((int)Length));
        WriteTo(stream);
        return stream.GetBuffer();
    }

    void Append(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length <= LongestCopy)
        {
            _open.Write(bytes.Span);
            return;
        }
        if (_open.WrittenCount > 0) _parts.Add(_open.WrittenMemory);
        _parts.Add(bytes);
        _closed += _open.WrittenCount + bytes.Length;
        _open = new();
    }

    void Tag(int field, WireType type) => Varint((ulong)field << 3 | (ulong)type);

    // seven bits a byte, the lowest first; the high bit says that another byte follows
    void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Space(1)[0] = (byte)(value | 0x80);
        Space(1)[0] = (byte)value;
    }

    Span<byte> Space(int count)
    {
        Span<byte> space = _open.GetSpan(count)[..count];
        _open.Advance(count);
        return space;
    }
}
