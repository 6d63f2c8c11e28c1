using System.Text;

namespace Myelin.Comparison.Onnx;

/// <summary>A message of protocol buffers as it is written: fields one after the other, each a tag and its value.</summary>
/// <remarks>Encoding: protobuf.dev/programming-guides/encoding, of which ONNX needs whole numbers and bytes of a known length.</remarks>
public sealed class Message
{
    readonly List<byte> _bytes = [];

    public Message Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    public Message Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public Message Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public Message Child(int field, Message value) => Bytes(field, value.ToArray());

    public byte[] ToArray() => [.. _bytes];

    void Varint(ulong value)
    {
        for (; value > 0x7F; value >>= 7) _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
