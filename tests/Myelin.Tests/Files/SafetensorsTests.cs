using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tests.Files;

public class SafetensorsTests
{
    public static TheoryData<string, string> Corpus
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (JsonElement item in TestData.Json("safetensors/manifest.json").EnumerateArray())
                data.Add(item.GetProperty("file").GetString()!, item.GetProperty("expect").GetString()!);
            return data;
        }
    }

    [Fact]
    public void TheCorpusIsWhole() => Assert.Equal(18, Corpus.Count);

    [Theory, MemberData(nameof(Corpus))]
    public void EveryVerdictOfTheCorpus(string file, string expect)
    {
        string path = TestData.Path(file);
        if (expect == "accept")
        {
            using SafetensorsFile read = SafetensorsFile.Open(path);
            foreach (TensorInfo tensor in read.Tensors) read.Read(tensor, new double[tensor.Elements]);
            Assert.NotEmpty(read.Tensors);
        }
        else
        {
            var error = Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(path));
            Assert.StartsWith($"{path}: ", error.Message);
            Assert.DoesNotContain('\n', error.Message);
            Assert.Equal(path, error.Path);
        }
    }

    [Fact]
    public void TheSmallestFileOfTheCorpusHoldsItsNumbers()
    {
        using SafetensorsFile file = SafetensorsFile.Open(TestData.Path("safetensors/ok_minimal.safetensors"));
        TensorInfo tensor = Assert.Single(file.Tensors);
        Assert.Equal((ElementType.F32, new EquatableArray<long>([2, 2])), (tensor.Type, tensor.Shape));
        var values = new float[4];
        file.Read(tensor, values);
        Assert.Equal([1, 2, 3, 4], values);
        Assert.False(file.HasDigest);
    }

    const string Two = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""";

    public static TheoryData<string, int, string> Bad => new()
    {
        { "[]", 0, "is not safetensors, or damaged: its header does not begin with {" },
        { " {}", 0, "is not safetensors, or damaged: its header does not begin with {" },
        { "", 0, "is not safetensors, or damaged: its header does not begin with {" },
        { "{", 0, "the header is not JSON at its byte" },
        { "{} x", 0, "the header is not JSON at its byte 3" },
        { "{}{}", 0, "the header is not JSON at its byte 2" },
        { """{"a":1,}""", 0, "tensor \"a\" must be an object, and is 1" },
        { """{"__metadata__":{},}""", 0, "the header is not JSON at its byte" },
        { """{/**/}""", 0, "the header is not JSON at its byte 1" },
        { """{"__metadata__":null}""", 0, "__metadata__ must be an object of texts, and is null" },
        { """{"__metadata__":{"a":1}}""", 0, "metadata \"a\" must be a text, and is 1" },
        { """{"__metadata__":{"a":"x","\u0061":"y"}}""", 0, "metadata \"a\" stands twice" },
        { """{"__metadata__":{},"__metadata__":{}}""", 0, "__metadata__ stands twice" },
        { """{"__metadata__":{"a":"\ud800"}}""", 0, "the text at byte 21 of the header has half a surrogate pair" },
        { """{"\ud800":{}}""", 0, "half a surrogate pair" },
        { """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\u0061":{}}""", 0, "tensor \"a\" stands twice in the header" },
        { """{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "dtype of tensor \"a\" stands twice" },
        { """{"a":{"shape":[0],"data_offsets":[0,0]}}""", 0, "tensor \"a\" has no dtype" },
        { """{"a":{"dtype":"U8","data_offsets":[0,0]}}""", 0, "tensor \"a\" has no shape" },
        { """{"a":{"dtype":"U8","shape":[0]}}""", 0, "tensor \"a\" has no data_offsets" },
        { """{"a":{"dtype":"f32","shape":[0],"data_offsets":[0,0]}}""", 0, "dtype \"f32\" of tensor \"a\" is not known" },
        { """{"a":{"dtype":7,"shape":[0],"data_offsets":[0,0]}}""", 0, "dtype of tensor \"a\" must be a text, and is 7" },
        { """{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", 0,
            "shape of tensor \"a\" must hold whole numbers from 0 to 2^63 − 1, and has -1" },
        { """{"a":{"dtype":"U8","shape":[1.0],"data_offsets":[0,1]}}""", 1, "and has 1.0" },
        { """{"a":{"dtype":"U8","shape":[1e0],"data_offsets":[0,1]}}""", 1, "and has 1e0" },
        { """{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,1]}}""", 1, "and has the text \"1\"" },
        { """{"a":{"dtype":"U8","shape":[[1]],"data_offsets":[0,1]}}""", 1, "and has an array" },
        { """{"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}""", 1, "shape of tensor \"a\" must be an array, and is 1" },
        { """{"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,1]}}""", 1, "and has 9223372036854775808" },
        { """{"a":{"dtype":"U8","shape":[18446744073709551617],"data_offsets":[0,1]}}""", 1, "and has 18446744073709551617" },
        { """{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "is larger than any file" },
        { """{"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}}""", 0,
            "takes 18446744073709551616 bytes, but its data_offsets span 0" },
        { """{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,4]}}""", 4,
            "tensor \"a\" F32 [2 × 2] takes 16 bytes, but its data_offsets span 4" },
        { """{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,2]}}""", 2, "is not a whole number of bytes" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", 1,
            "data_offsets of tensor \"a\" U8 [1] are [1, 0]. Expected two, the second not below the first" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[1]}}""", 1, "are [1]. Expected two" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}""", 1, "data_offsets of tensor \"a\" has more than 2 numbers" },
        { """{"a":{"dtype":"U8","shape":[1],"data_offsets":[9223372036854775806,9223372036854775807]}}""", 1,
            "ends at byte 9223372036854775807 of the data" },
        { Two, 11, "tensor \"b\" ends at byte 12 of the data, but the file has 11 bytes of data. Was it cut off?" },
        { Two, 13, "1 bytes after the last tensor belong to no tensor" },
        { Two.Replace("[8,12]", "[9,13]"), 13, "bytes 8 to 9 of the data, before tensor \"b\", belong to no tensor" },
        { Two.Replace("[8,12]", "[4,8]"), 12, "tensors \"a\" and \"b\" overlap at byte 4 of the data" },
        { Two.Replace("[0,8]", "[4,12]"), 12, "bytes 0 to 4 of the data, before tensor \"a\", belong to no tensor" },
        { "{}", 1, "1 bytes after the last tensor belong to no tensor" },
        { """{"__metadata__":{"format":"myelin"}}""", 0,
            "is damaged: a file of format myelin has metadata myelin.sha256, and this one has none" },
        { """{"__metadata__":{"myelin.sha256":"12"}}""", 0, "metadata myelin.sha256 must be 64 lowercase hexadecimal digits" },
        { "{\"__metadata__\":{\"myelin.sha256\":\"" + new string('0', 64) + "\"}}", 0,
            "is damaged: its bytes are not those that were written" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void ABadHeaderIsRefused(string header, int dataLength, string expected)
    {
        string message = Assert.Throws<InvalidFileException>(() => Open(header, dataLength)).Message;
        Assert.StartsWith("m: ", message);
        Assert.Contains(expected, message);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("{}", 0, 0)]
    [InlineData("{}   ", 0, 0)]
    [InlineData("""{"__metadata__":{}}""", 0, 0)]
    [InlineData(Two, 12, 2)]
    [InlineData("""{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}""", 1, 1)]
    [InlineData("""{"a":{"dtype":"F64","shape":[3,0,5],"data_offsets":[0,0]}}""", 0, 1)]
    [InlineData("""{"a":{"dtype":"F64","shape":[1152921504606846976,0],"data_offsets":[0,0]}}""", 0, 1)]
    [InlineData("""{"a":{"dtype":"F4","shape":[4],"data_offsets":[0,2]}}""", 2, 1)]
    [InlineData("""{"a":{"dtype":"F6_E2M3","shape":[4],"data_offsets":[0,3],"later":[[{"a":[1]}]]}}""", 3, 1)]
    public void WhatTheFormatAllowsIsRead(string header, int dataLength, int tensors)
    {
        using SafetensorsFile file = Open(header, dataLength);
        Assert.Equal(tensors, file.Tensors.Count);
    }

    [Fact]
    public void AnEmptyTensorMayStandBetweenOthers()
    {
        using SafetensorsFile file = Open("""
            {"e":{"dtype":"U8","shape":[0],"data_offsets":[8,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
            "b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}
            """, 12);
        Assert.Equal(["e", "a", "b"], file.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void EveryElementTypeIsKnownByItsName()
    {
        (string Name, int Bits)[] known =
        [
            ("BOOL", 8), ("U8", 8), ("I8", 8), ("F8_E4M3", 8), ("F8_E5M2", 8), ("F8_E8M0", 8), ("F8_E4M3FNUZ", 8), ("F8_E5M2FNUZ", 8),
            ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16), ("I32", 32), ("U32", 32), ("F32", 32),
            ("I64", 64), ("U64", 64), ("F64", 64), ("C64", 64), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6),
        ];
        Assert.Equal(Enum.GetValues<ElementType>().Length, known.Length);
        foreach ((string name, int bits) in known)
        {
            int length = 4 * bits / 8;
            using SafetensorsFile file = Open($$$"""{"a":{"dtype":"{{{name}}}","shape":[4],"data_offsets":[0,{{{length}}}]}}""", length);
            Assert.Equal(name, file.Tensors[0].Type.Name());
            Assert.Equal(Enum.Parse<ElementType>(name.Replace("_", ""), ignoreCase: true), file.Tensors[0].Type);
        }
    }

    [Theory]
    [InlineData(10, ulong.MaxValue)]
    [InlineData(10, 1UL << 63)]
    [InlineData(10, 4294967296 + 2)]
    [InlineData(10, 100_000_001)]
    [InlineData(10, 100_000_000)]
    [InlineData(10, 3)]
    public void AnAbsurdLengthAllocatesNothing(int fileLength, ulong length)
    {
        byte[] bytes = new byte[fileLength];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        "{}"u8.CopyTo(bytes.AsSpan(8));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(new MemoryStream(bytes), "m"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void AbsurdShapesAllocateNothing()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidFileException>(() =>
            Open("""{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]}}""", 16));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("""{"a":""", "}")]
    public void DeepNestingIsRefused(string open, string close)
    {
        string deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
        foreach (string header in new[] { deep, $$$"""{"__metadata__":{{{deep}}}}""", $$$"""{"a":{"later":{{{deep}}}}}""" })
            Assert.Throws<InvalidFileException>(() => Open(header, 0));
    }

    [Fact]
    public void ATextThatIsNotUtf8IsRefusedWithItsPlace()
    {
        byte[] header = [.. "{\"a"u8, 0xFF, .. "\":1}"u8];
        var error = Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(new MemoryStream(File(header, 0)), "m"));
        Assert.Equal("m: the header is not UTF-8 at its byte 3", error.Message);
    }

    [Fact]
    public void AHostileNameCannotBreakTheLine()
    {
        string name = "\\u001b[2J\\n\\u202e" + new string('x', 1000);
        string message = Assert.Throws<InvalidFileException>(() => Open($$$"""{"{{{name}}}":1}""", 0)).Message;
        Assert.InRange(message.Length, 10, 200);
        Assert.DoesNotContain(message, c => char.IsControl(c) || c == '\u202e');
        Assert.Contains(@"\u001b[2J\u000a\u202e", message);
    }

    [Fact]
    public void ManyNamesAndManyDimensionsStayWithinBounds()
    {
        var header = new StringBuilder("""{"__metadata__":{""");
        for (int i = 0; i <= SafetensorsHeader.MostNames; i++) header.Append(i == 0 ? "" : ",").Append($"\"{i}\":\"\"");
        header.Append("}}");
        string many = header.ToString();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Contains("more than 100000 names", Assert.Throws<InvalidFileException>(() => Open(many, 0)).Message);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, 100_000_000);
        string dimensions = string.Join(",", Enumerable.Repeat("1", 65));
        Assert.Contains("has more than 64 numbers", Assert.Throws<InvalidFileException>(() =>
            Open($$$"""{"a":{"dtype":"U8","shape":[{{{dimensions}}}],"data_offsets":[0,1]}}""", 1)).Message);
    }

    [Fact]
    public void NarrowTypesBecomeTheSameNumbers()
    {
        byte[] data = [0x00, 0x3C, 0x00, 0xC0, 0x80, 0x3F, 0x20, 0xC1];
        byte[] header = Encoding.UTF8.GetBytes(
            """{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]}}""");
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream([.. File(header, 0), .. data]), "m");
        var half = new float[2];
        var brain = new double[2];
        file.Read(file.Tensors[0], half);
        file.Read(file.Tensors[1], brain);
        Assert.Equal([1, -2], half);
        Assert.Equal([1, -10], brain);
    }

    [Fact]
    public void NumbersThatAreNoFloatsAreNotRead()
    {
        using SafetensorsFile file = Open("""{"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}""", 4);
        Assert.Equal("m: tensor \"a\" I32 [1] cannot be used: expected F32, F64, F16 or BF16",
            Assert.Throws<InvalidFileException>(() => file.Read(file.Tensors[0], new float[1])).Message);
        Assert.Throws<ArgumentException>(() => file.Read(file.Tensors[0], new float[2]));
    }

    static SafetensorsFile Open(string header, int dataLength) =>
        SafetensorsFile.Open(new MemoryStream(File(Encoding.UTF8.GetBytes(header), dataLength)), "m");

    static byte[] File(byte[] header, int dataLength)
    {
        byte[] file = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        return file;
    }
}
