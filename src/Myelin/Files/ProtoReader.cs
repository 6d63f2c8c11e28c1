using System.Buffers.Binary;
using System.Text;

namespace Myelin;

/// <summary>
/// Reads a message in the wire format of Protocol Buffers field by field, in place. A field that the caller does not read is skipped.
/// </summary>
/// <remarks>
/// Every length is checked against the bytes that are there before anything is allocated. Errors are <see cref="InvalidDataException"/>,
/// whose message names the byte of the file.
/// </remarks>
ref struct ProtoReader
{
    const int LongestVarint = 10;

    static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ReadOnlySpan<byte> _bytes;
    readonly long _start;
    int _at;
    bool _pending;

    /// <param name="bytes">the whole message</param>
    /// <param name="start">the place of its first byte in the file, for errors</param>
    public ProtoReader(ReadOnlySpan<byte> bytes, long start = 0)
    {
        _bytes = bytes;
        _start = start;
    }

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>How the value of the current field stands here.</summary>
    public WireType Type { get; private set; }

    /// <summary>The byte of the file that is read next.</summary>
    public readonly long Position => _start + _at;

    /// <summary>Goes to the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (_pending) Skip();
        if (_at == _bytes.Length) return false;
        long place = Position;
        ulong tag = Varint();
        if (tag >> 3 is 0 or > (1 << 29) - 1) throw Invalid(place, $"{tag >> 3} is not a field number (1 to 536,870,911)");
        (Field, Type, _pending) = ((int)(tag >> 3), (WireType)(tag & 7), true);
        if (Type is WireType.StartGroup or WireType.EndGroup or > WireType.Fixed32)
            throw Invalid(place, $"field {Field} has wire type {(int)Type}; expected 0, 1, 2 or 5");
        return true;
    }

    /// <summary>The field as an int64, int32 or enum.</summary>
    public long Integer()
    {
        Take(WireType.Varint);
        return (long)Varint();
    }

    /// <summary>The field as a float.</summary>
    public float Float()
    {
        Take(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Fixed(sizeof(float)));
    }

    /// <summary>The field as a double.</summary>
    public double Double()
    {
        Take(WireType.Fixed64);
        return BinaryPrimitives.ReadDoubleLittleEndian(Fixed(sizeof(double)));
    }

    /// <summary>The field as bytes of the message.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        Take(WireType.Bytes);
        long place = Position;
        ulong length = Varint();
        return length <= (ulong)(_bytes.Length - _at) ? Fixed((int)length)
            : throw Invalid(place, $"field {Field} has a length of {length} bytes, but {_bytes.Length - _at} follow");
    }

    /// <summary>The field as a string; its bytes must be UTF-8.</summary>
    public string Text()
    {
        ReadOnlySpan<byte> bytes = Bytes();
        try
        {
            return s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"byte {Position - bytes.Length}: the text of field {Field} is not UTF-8", e);
        }
    }

    /// <summary>The field as a message.</summary>
    public ProtoReader Message()
    {
        ReadOnlySpan<byte> bytes = Bytes();
        return new(bytes, Position - bytes.Length);
    }

    /// <summary>Adds the field's numbers, packed or a single one, to a list.</summary>
    /// <param name="most">more in the list are refused</param>
    public void Integers(List<long> values, int most = int.MaxValue)
    {
        long place = Position;
        if (Type == WireType.Varint) values.Add(Integer());
        else
            for (ProtoReader packed = Message(); packed._at < packed._bytes.Length && values.Count <= most;)
                values.Add((long)packed.Varint());
        if (values.Count > most) throw Invalid(place, $"field {Field} has more than {most} numbers");
    }

    /// <inheritdoc cref="Integers(List{long}, int)"/>
    public void Floats(List<float> values)
    {
        if (Type == WireType.Fixed32)
        {
            values.Add(Float());
            return;
        }
        for (ProtoReader packed = Packed(sizeof(float)); packed._at < packed._bytes.Length;)
            values.Add(BinaryPrimitives.ReadSingleLittleEndian(packed.Fixed(sizeof(float))));
    }

    /// <inheritdoc cref="Integers(List{long}, int)"/>
    public void Doubles(List<double> values)
    {
        if (Type == WireType.Fixed64)
        {
            values.Add(Double());
            return;
        }
        for (ProtoReader packed = Packed(sizeof(double)); packed._at < packed._bytes.Length;)
            values.Add(BinaryPrimitives.ReadDoubleLittleEndian(packed.Fixed(sizeof(double))));
    }

    ProtoReader Packed(int size)
    {
        ProtoReader packed = Message();
        return packed._bytes.Length % size == 0 ? packed
            : throw Invalid(packed.Position, $"field {Field} packs {packed._bytes.Length} bytes, no multiple of {size}");
    }

    void Skip()
    {
        switch (Type)
        {
            case WireType.Varint: Integer(); break;
            case WireType.Fixed64: Double(); break;
            case WireType.Bytes: Bytes(); break;
            default: Float(); break;
        }
    }

    void Take(WireType expected)
    {
        if (Type != expected) throw Invalid(Position, $"field {Field} has wire type {(int)Type}; expected {(int)expected}");
        _pending = false;
    }

    ulong Varint()
    {
        ulong value = 0;
        long place = Position;
        for (int i = 0; i < LongestVarint; i++)
        {
            if (_at == _bytes.Length) throw Invalid(place, "the number that begins here is cut off");
            byte next = _bytes[_at++];
            if (i == LongestVarint - 1 && next > 1) break;
            value |= (ulong)(next & 0x7F) << 7 * i;
            if (next < 0x80) return value;
        }
        throw Invalid(place, "the number that begins here has more than 64 bits");
    }

    ReadOnlySpan<byte> Fixed(int count)
    {
        if (count > _bytes.Length - _at) throw Invalid(Position, $"{count} bytes are needed, but {_bytes.Length - _at} follow");
        ReadOnlySpan<byte> taken = _bytes.Slice(_at, count);
        _at += count;
        return taken;
    }

    static InvalidDataException Invalid(long place, string problem) => new($"byte {place}: {problem}");
}
