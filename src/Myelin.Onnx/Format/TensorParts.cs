namespace Myelin.Onnx;

/// <summary>What a file says of one tensor, before it is known to fit together.</summary>
sealed class TensorParts
{
    public List<long> Dimensions { get; } = [];
    public OnnxType Type { get; set; }
    public List<float> Floats { get; } = [];
    public List<double> Doubles { get; } = [];
    public List<long> Int32s { get; } = [];
    public List<long> Int64s { get; } = [];
    public List<long> UInt64s { get; } = [];
    public List<string> Texts { get; } = [];

    /// <summary>The tensor of these bytes.</summary>
    public OnnxTensor FromRaw(ReadOnlySpan<byte> raw)
    {
        int count = Count();
        if (Type.Size() == 0) throw Unreadable();
        if (Floats.Count + Doubles.Count + Int32s.Count + Int64s.Count + UInt64s.Count + Texts.Count > 0)
            throw new InvalidDataException("has raw data and a list of elements; expected one of them");
        if (raw.Length != (long)count * Type.Size())
            throw new InvalidDataException($"is {Text()} and needs {(long)count * Type.Size()} bytes, but its raw data has {raw.Length}");
        return Type switch
        {
            OnnxType.Float => Of(RawData.Read<float>(raw)),
            OnnxType.Double => Of(RawData.Read<double>(raw)),
            OnnxType.Float16 => Of(RawData.Read<Half>(raw)),
            OnnxType.Int64 => Of(RawData.Read<long>(raw)),
            OnnxType.Int32 => Of(RawData.Read<int>(raw)),
            OnnxType.Int16 => Of(RawData.Read<short>(raw)),
            OnnxType.UInt16 => Of(RawData.Read<ushort>(raw)),
            OnnxType.Int8 => Of(RawData.Read<sbyte>(raw)),
            OnnxType.UInt8 => Of(raw.ToArray()),
            OnnxType.UInt32 => Of(RawData.Read<uint>(raw)),
            OnnxType.UInt64 => Of(RawData.Read<ulong>(raw)),
            OnnxType.Bool => Of(Array.ConvertAll(raw.ToArray(), one => one != 0)),
            _ => throw Unreadable(),
        };
    }

    /// <summary>The tensor of the list that its type calls for.</summary>
    public OnnxTensor FromLists()
    {
        int count = Count();
        return Type switch
        {
            OnnxType.Float => Of(Whole(Floats, count)),
            OnnxType.Double => Of(Whole(Doubles, count)),
            OnnxType.String => Of(Whole(Texts, count)),
            OnnxType.Int64 => Of(Whole(Int64s, count)),
            OnnxType.Int32 => Of(Whole(Int32s, count, one => (int)one)),
            OnnxType.Int16 => Of(Whole(Int32s, count, one => (short)one)),
            OnnxType.UInt16 => Of(Whole(Int32s, count, one => (ushort)one)),
            OnnxType.Int8 => Of(Whole(Int32s, count, one => (sbyte)one)),
            OnnxType.UInt8 => Of(Whole(Int32s, count, one => (byte)one)),
            OnnxType.Bool => Of(Whole(Int32s, count, one => one != 0)),
            OnnxType.Float16 => Of(Whole(Int32s, count, one => BitConverter.UInt16BitsToHalf((ushort)one))),
            OnnxType.UInt32 => Of(Whole(UInt64s, count, one => (uint)one)),
            OnnxType.UInt64 => Of(Whole(UInt64s, count, one => (ulong)one)),
            _ => throw Unreadable(),
        };
    }

    int Count()
    {
        Int128 count = 1;
        foreach (long length in Dimensions)
        {
            if (length is < 0 or > int.MaxValue) throw new InvalidDataException($"has a dimension of {length}: {Text()}");
            count *= length;
            if (count > int.MaxValue) throw new InvalidDataException($"is {Text()}, more elements than any file has");
        }
        return (int)count;
    }

    OnnxTensor Of<T>(T[] data) => OnnxTensor.Of([.. Dimensions.Select(length => (int)length)], data);

    TTo[] Whole<TFrom, TTo>(List<TFrom> found, int count, Converter<TFrom, TTo> convert) => Array.ConvertAll(Whole(found, count), convert);

    T[] Whole<T>(List<T> found, int count) => found.Count == count ? [.. found]
        : throw new InvalidDataException($"is {Text()} and needs {count} elements, but the file has {found.Count}");

    InvalidDataException Unreadable() =>
        new($"has elements of {(Type == OnnxType.Undefined ? "no type" : Type.Name())}, which cannot be read");

    string Text() => $"{Type.Name()} [{string.Join(", ", Dimensions)}]";
}
