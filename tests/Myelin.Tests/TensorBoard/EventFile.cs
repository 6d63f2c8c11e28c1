using System.Buffers.Binary;
using System.Text;

namespace Myelin.Tests.TensorBoard;

/// <summary>A value of an events file; of another event than a summary, its tag is that event's name.</summary>
public sealed record EventValue(double Time, long Step, string Tag)
{
    public float Scalar { get; init; } = float.NaN;

    public double[] Numbers { get; init; } = [];

    public long[] Shape { get; init; } = [];

    public long Type { get; init; }

    public string Text { get; init; } = "";

    public string Plugin { get; init; } = "";

    public byte[] Content { get; init; } = [];

    public long DataClass { get; init; }
}

/// <summary>Reads events files by what the documentation says of them, with nothing of the code that writes them.</summary>
public static class EventFile
{
    const int Head = 12, Tail = 4;

    public static string[] In(string folder) =>
        [.. Directory.GetFiles(folder, "*tfevents*").Order(StringComparer.Ordinal)];

    /// <summary>The values of all files of a run, in the order in which TensorBoard reads them.</summary>
    public static EventValue[] Run(string folder) => [.. In(folder).SelectMany(Read)];

    public static EventValue[] Read(string path) => [.. Records(Bytes(path)).SelectMany(Values)];

    public static byte[] Bytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The records, each with its two checks tried; throws for bytes that are no whole record.</summary>
    public static List<byte[]> Records(byte[] bytes)
    {
        var records = new List<byte[]>();
        for (int at = 0; at < bytes.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at)));
            Assert.Equal(Masked(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            byte[] record = bytes[(at + Head)..(at + Head + length)];
            Assert.Equal(Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + Head + length)));
            records.Add(record);
            at += Head + length + Tail;
        }
        return records;
    }

    /// <summary>Bit by bit, as RFC 3720 defines it.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
        }
        return ~crc;
    }

    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = Crc(bytes);
        return unchecked((crc >> 15 | crc << 17) + 0xA282EAD8);
    }

    /// <summary>The fields of a message, one after the other: a number's bytes little-endian, or the bytes of the field.</summary>
    public static IEnumerable<(int Number, byte[] Value)> Fields(byte[] message)
    {
        for (int at = 0; at < message.Length;)
        {
            ulong key = Varint(message, ref at);
            byte[] value;
            switch (key & 7)
            {
                case 0:
                    value = BitConverter.GetBytes(Varint(message, ref at));
                    break;
                case 1:
                    value = message[at..(at += 8)];
                    break;
                case 5:
                    value = message[at..(at += 4)];
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    value = message[at..(at += length)];
                    break;
                default:
                    throw new FormatException($"There is no wire type {key & 7}.");
            }
            yield return ((int)(key >> 3), value);
        }
    }

    static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte one = message[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80) return value;
        }
    }

    static IEnumerable<EventValue> Values(byte[] record)
    {
        var none = new EventValue(0, 0, "");
        foreach ((int number, byte[] value) in Fields(record))
            switch (number)
            {
                case 1: none = none with { Time = BitConverter.ToDouble(value) }; break;
                case 2: none = none with { Step = BitConverter.ToInt64(value) }; break;
                case 3: yield return none with { Tag = "file_version", Text = Encoding.UTF8.GetString(value) }; break;
                case 5:
                    foreach ((_, byte[] one) in Fields(value)) yield return Value(none, one);
                    break;
                case 7: yield return none with { Tag = "session_log", Type = Fields(value).Single().Value[0] }; break;
                default: throw new FormatException($"There is no field {number} in an event.");
            }
    }

    static EventValue Value(EventValue read, byte[] value)
    {
        foreach ((int number, byte[] field) in Fields(value))
            read = number switch
            {
                1 => read with { Tag = Encoding.UTF8.GetString(field) },
                2 => read with { Scalar = BitConverter.ToSingle(field) },
                8 => Tensor(read, field),
                9 => Metadata(read, field),
                _ => throw new FormatException($"There is no field {number} in a value."),
            };
        return read;
    }

    static EventValue Tensor(EventValue read, byte[] tensor)
    {
        foreach ((int number, byte[] field) in Fields(tensor))
            read = number switch
            {
                1 => read with { Type = field[0] },
                2 => read with { Shape = [.. Fields(field).Select(dim => BitConverter.ToInt64(Fields(dim.Value).Single().Value))] },
                6 => read with { Numbers = [.. field.Chunk(8).Select(eight => BitConverter.ToDouble(eight))] },
                8 => read with { Text = Encoding.UTF8.GetString(field) },
                _ => throw new FormatException($"There is no field {number} in a tensor."),
            };
        return read;
    }

    static EventValue Metadata(EventValue read, byte[] metadata)
    {
        foreach ((int number, byte[] field) in Fields(metadata))
            if (number == 4) read = read with { DataClass = field[0] };
            else
                foreach ((int of, byte[] part) in Fields(field))
                    read = of == 1 ? read with { Plugin = Encoding.UTF8.GetString(part) } : read with { Content = part };
        return read;
    }
}
