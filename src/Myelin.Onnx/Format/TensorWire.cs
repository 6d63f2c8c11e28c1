namespace Myelin.Onnx;

/// <summary>Tensors as the message TensorProto: numbers as little-endian raw data, strings as texts.</summary>
static class TensorWire
{
    const int MostDimensions = 64;

    public static ProtoWriter Write(OnnxTensor tensor, string name)
    {
        ProtoWriter writer = new ProtoWriter().Integers(Fields.Tensor.Dimensions, [.. tensor.Dimensions.Select(length => (long)length)])
            .Integer(Fields.Tensor.Type, (int)tensor.Type);
        if (tensor.Is(out string[]? texts))
            foreach (string text in texts) writer.Text(Fields.Tensor.Texts, text);
        if (name.Length > 0) writer.Text(Fields.Tensor.Name, name);
        return texts is null ? writer.Bytes(Fields.Tensor.Raw, RawData.Bytes(tensor)) : writer;
    }

    /// <summary>A tensor and its name.</summary>
    /// <param name="budget">counts what is allocated</param>
    /// <exception cref="InvalidDataException">The message says something impossible, or the data are in another file.</exception>
    public static (string Name, OnnxTensor Tensor) Read(ProtoReader reader, Budget budget)
    {
        budget.Take();
        var parts = new TensorParts();
        (string name, string? elsewhere, bool hasRaw) = ("", null, false);
        ReadOnlySpan<byte> raw = [];
        while (reader.Next())
            switch (reader.Field)
            {
                case Fields.Tensor.Dimensions: reader.Integers(parts.Dimensions, MostDimensions); break;
                case Fields.Tensor.Type: parts.Type = (OnnxType)Math.Clamp(reader.Integer(), -1, int.MaxValue); break;
                case Fields.Tensor.Name: name = reader.Text(); break;
                case Fields.Tensor.Raw:
                    raw = reader.Bytes();
                    hasRaw = true;
                    break;
                case Fields.Tensor.Floats: reader.Floats(parts.Floats); break;
                case Fields.Tensor.Doubles: reader.Doubles(parts.Doubles); break;
                case Fields.Tensor.Int32s: reader.Integers(parts.Int32s); break;
                case Fields.Tensor.Int64s: reader.Integers(parts.Int64s); break;
                case Fields.Tensor.UInt64s: reader.Integers(parts.UInt64s); break;
                case Fields.Tensor.Texts:
                    budget.Take();
                    parts.Texts.Add(reader.Text());
                    break;
                case Fields.Tensor.External:
                    (string key, string value) = Entry(reader.Message());
                    if (key == "location") elsewhere = value;
                    break;
                case Fields.Tensor.Location:
                    if (reader.Integer() != 0) elsewhere ??= "";
                    break;
                case Fields.Tensor.Segment:
                    throw new InvalidDataException($"tensor {Excerpt.Quote(name)} is cut into segments, which is not supported");
            }
        if (elsewhere is not null)
            throw new InvalidDataException(
                $"the numbers of tensor {Excerpt.Quote(name)} are in another file, {Excerpt.Quote(elsewhere)}, which is not opened. " +
                "Expected a model in one file: save it without external data");
        try
        {
            return (name, hasRaw ? parts.FromRaw(raw) : parts.FromLists());
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"tensor {Excerpt.Quote(name)} {e.Message}", e);
        }
    }

    /// <summary>A message StringStringEntryProto.</summary>
    public static (string Key, string Value) Entry(ProtoReader reader)
    {
        (string key, string value) = ("", "");
        while (reader.Next())
            if (reader.Field == Fields.Entry.Key) key = reader.Text();
            else if (reader.Field == Fields.Entry.Value) value = reader.Text();
        return (key, value);
    }
}
