using System.Text.Json;

namespace Myelin.Fuzz.Targets;

/// <summary>
/// Safetensors files, with digest and without: what is accepted covers its data exactly, and is written again to the same tensors.
/// </summary>
public sealed class SafetensorsTarget : Target
{
    public override string Name => "safetensors";

    public override IReadOnlyList<string> Words =>
    [
        "\"__metadata__\":", "\"dtype\":", "\"shape\":", "\"data_offsets\":", "\"F32\"", "\"F64\"", "\"BF16\"", "\"F4\"", "\"BOOL\"", "{}",
        "[]", "[0,0]", "{\"a\":", ",\"b\":", "null",
        "\\u0061", "\\ud800", "[9223372036854775807,0]", "\"myelin.sha256\":", "\"format\":\"myelin\"", "//", "/**/", "\uFEFF",
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        byte[] data = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 7))];
        yield return Forged.Of("{}", []);
        yield return Forged.Of("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""", data.AsSpan(0, 16));
        yield return Forged.Of(
            """{"b":{"dtype":"F64","shape":[1],"data_offsets":[8,16]},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}  """,
            data.AsSpan(0, 16));
        yield return Forged.Of(
            """{"__metadata__":{"k":"v","ü":"\u0061\n"},"e":{"dtype":"F16","shape":[0,3],"data_offsets":[0,0]},"s":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}}""",
            data.AsSpan(0, 2));
        yield return Forged.Of(
            """{"q":{"dtype":"F4","shape":[4],"data_offsets":[0,2],"later":[1,{"x":null}]},"i":{"dtype":"I64","shape":[1,1,1],"data_offsets":[2,10]}}""",
            data.AsSpan(0, 10));
        using var stream = new MemoryStream();
        Safetensors.Write(stream,
            [NamedTensor.Of<float>("w", [2, 3], new float[] { 1, 2, 3, 4, 5, 6 }), NamedTensor.Of<double>("d", [1], new double[] { 0.1 })],
            [new("note", "good")]);
        yield return stream.ToArray();
    }

    public override byte[] Mend(byte[] input)
    {
        // the data is what follows the last }
        int end = Array.LastIndexOf(input, (byte)'}') + 1;
        return Forged.Mend(input, Math.Max(0, input.Length - Math.Max(end, 8)));
    }

    public override string Try(byte[] input)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(input), "f");
            Judge(file, Forged.Parts(input));
            return $"read {file.Tensors.Count} " +
                $"{string.Join(' ', file.Tensors.Select(tensor => tensor.Type).Distinct().Order())} {file.HasDigest}";
        }
        catch (InvalidFileException e)
        {
            return e.Problem;
        }
    }

    static void Judge(SafetensorsFile file, (string Header, byte[] Data) parts)
    {
        Demand(file.Tensors.Sum(tensor => tensor.Length) == parts.Data.Length, "Tensors do not cover the data, or more than it.");
        using var header = JsonDocument.Parse(parts.Header);
        string[] names = [.. header.RootElement.EnumerateObject().Select(property => property.Name).Where(name => name != "__metadata__")];
        Demand(names.Distinct().Count() == names.Length && names.Order().SequenceEqual(file.Tensors.Select(tensor => tensor.Name).Order()),
            "The names differ from those of the header.");
        var again = new List<NamedTensor>();
        foreach (TensorInfo tensor in file.Tensors)
        {
            JsonElement said = header.RootElement.GetProperty(tensor.Name);
            Demand(said.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).SequenceEqual(tensor.Shape),
                "A shape differs from the header's.");
            Demand(
                said.GetProperty("data_offsets")[0].GetInt64() == tensor.Offset &&
                    said.GetProperty("data_offsets")[1].GetInt64() == tensor.Offset + tensor.Length, "A place differs from the header's.");
            if (tensor.Type is not (ElementType.F32 or ElementType.F64)) continue;
            var values = new double[tensor.Elements];
            file.Read(tensor, values);
            for (int i = 0; i < values.Length; i++)
                Demand(
                    values[i].Equals(tensor.Type == ElementType.F32
                        ? BitConverter.ToSingle(parts.Data, (int)tensor.Offset + 4 * i)
                        : BitConverter.ToDouble(parts.Data, (int)tensor.Offset + 8 * i)), "A number differs from the file's.");
            again.Add(NamedTensor.Of<double>(tensor.Name, tensor.Shape.AsSpan(), values));
        }
        using var stream = new MemoryStream();
        Safetensors.Write(stream, again);
        stream.Position = 0;
        using SafetensorsFile copy = SafetensorsFile.Open(stream, "copy");
        Demand(
            copy.Tensors.Count == again.Count &&
                again.TrueForAll(tensor => copy.TryFind(tensor.Name, out TensorInfo? found) && found!.Shape.Equals(tensor.Shape)),
            "What was read cannot be written and read again.");
    }
}
