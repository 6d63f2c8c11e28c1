using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tests.Files;

public sealed class SafetensorsWritingTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static readonly KeyValuePair<string, string>[] Metadata =
        [new("format", "myelin"), new("text", "\"myelin.sha256\":\"" + new string('0', 64) + "\" ä 漢 \u0001 \\"), new("empty", "")];

    internal static byte[] Small()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream,
        [
            NamedTensor.Of<float>("layers.0.weight", [2, 3], new float[] { 1, -2, 3.5f, 0, -0f, 1e-40f }),
            NamedTensor.Of<double>("moment", [2], new[] { Math.PI, double.MaxValue }),
            NamedTensor.Of<float>("layers.0.bias", [1, 3], new float[] { 7, 8, 9 }),
            NamedTensor.Of<float>("none", [0, 4], ReadOnlyMemory<float>.Empty),
        ], Metadata);
        return stream.ToArray();
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        string path = _folder.File("m.safetensors");
        float[] weight = [1, -2, 3.5f, float.NaN, -0f, 1e-40f];
        double[] moment = [Math.PI, double.MaxValue, double.Epsilon];
        Safetensors.Write(path, [NamedTensor.Of<float>("weight", [2, 3], weight), NamedTensor.Of<double>("moment", [3], moment)], Metadata);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.True(file.HasDigest);
        foreach ((string key, string value) in Metadata) Assert.Equal(value, file.Metadata[key]);
        Assert.True(file.TryFind("weight", out TensorInfo? tensor));
        Assert.Equal(new EquatableArray<long>([2, 3]), tensor!.Shape);
        var readWeight = new float[6];
        file.Read(tensor, readWeight);
        Assert.Equal(weight.Select(BitConverter.SingleToUInt32Bits), readWeight.Select(BitConverter.SingleToUInt32Bits));
        Assert.True(file.TryFind("moment", out tensor));
        var readMoment = new double[3];
        file.Read(tensor!, readMoment);
        Assert.Equal(moment, readMoment);
        Assert.False(file.TryFind("other", out _));
        Assert.Equal(["m.safetensors"], _folder.Names());
    }

    [Fact]
    public void TheFormatIsTheReferencesFormat()
    {
        byte[] bytes = Small();
        int length = (int)BitConverter.ToUInt64(bytes);
        Assert.Equal(0, length % 8);
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, length));
        JsonElement moment = header.RootElement.GetProperty("moment"), weight = header.RootElement.GetProperty("layers.0.weight");
        Assert.Equal("F64", moment.GetProperty("dtype").GetString());
        // the widest type first, so that every tensor is aligned to its own type
        Assert.Equal([0, 16], moment.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal([16, 40], weight.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal(-2, BitConverter.ToSingle(bytes, 8 + length + 16 + 4));
        Assert.Equal(Math.PI, BitConverter.ToDouble(bytes, 8 + length));
    }

    [Fact]
    public void TheDigestIsThatOfTheFileWithZerosInItsPlace()
    {
        byte[] bytes = Small();
        string header = Encoding.UTF8.GetString(bytes, 8, (int)BitConverter.ToUInt64(bytes));
        string digest = JsonDocument.Parse(header).RootElement.GetProperty("__metadata__").GetProperty("myelin.sha256").GetString()!;
        byte[] zeroed = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace(digest, new string('0', 64)));
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(zeroed)));
    }

    [Fact]
    public void EveryTruncationIsNoticed()
    {
        byte[] bytes = Small();
        using (SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(bytes), "m")) Assert.True(file.HasDigest);
        for (int length = 0; length < bytes.Length; length++) AssertRefused(bytes[..length]);
    }

    [Fact]
    public void EveryFlippedByteIsNoticed()
    {
        byte[] bytes = Small();
        for (int i = 0; i < bytes.Length; i++)
            foreach (int flip in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 0x55, 0xFF })
            {
                bytes[i] ^= (byte)flip;
                AssertRefused(bytes);
                bytes[i] ^= (byte)flip;
            }
    }

    [Fact]
    public void WhateverIsAppendedInsertedOrRemovedIsNoticed()
    {
        byte[] bytes = Small();
        AssertRefused([.. bytes, 0]);
        AssertRefused([.. bytes, .. new byte[4096]]);
        AssertRefused([.. bytes, .. bytes]);
        AssertRefused([0xEF, 0xBB, 0xBF, .. bytes]);
        for (int i = 0; i < bytes.Length; i++)
        {
            AssertRefused([.. bytes[..i], .. bytes[(i + 1)..]]);
            AssertRefused([.. bytes[..i], bytes[i], .. bytes[i..]]);
        }
    }

    [Fact]
    public void NoMutationGivesAnythingButInvalidFile()
    {
        var random = new Random(20260101);
        byte[][] seeds =
        [
            Small(), .. Directory.EnumerateFiles(TestData.Path("safetensors"), "ok_*.safetensors").Order().Select(File.ReadAllBytes),
            // without digest and format, so that a mutation reaches the numbers
            Encoding.Latin1.GetBytes(
                Encoding.Latin1.GetString(Small()).Replace("myelin.sha256", "myelin.sha255").Replace("\"myelin\"", "\"nyelin\"")),
        ];
        string[] tokens = ["{", "}", "[", "]", "\"", ":", ",", "-1", "1e999", "18446744073709551616",
            "null", "\\ud800", "\\", "\0", "\uFFFD", "F64", " "];
        for (int round = 0; round < 20_000; round++)
        {
            List<byte> bytes = [.. seeds[random.Next(seeds.Length)]];
            for (int mutations = random.Next(1, 5); mutations > 0; mutations--)
            {
                int at = random.Next(Math.Min(bytes.Count, 400));
                switch (random.Next(6))
                {
                    case 0: bytes[at] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveRange(at, Math.Min(random.Next(9), bytes.Count - at)); break;
                    case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(tokens[random.Next(tokens.Length)])); break;
                    case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(60), bytes.Count - at))); break;
                    case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                    // the length follows the header, or the mutation is stopped at the first door
                    default: if (bytes.Count > 8) bytes[0] = (byte)(bytes[0] + random.Next(-8, 9)); break;
                }
                if (bytes.Count == 0) break;
            }
            try
            {
                using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream([.. bytes]), "m");
                foreach (TensorInfo tensor in file.Tensors)
                    if (tensor.Type is ElementType.F32 or ElementType.F64) file.Read(tensor, new double[tensor.Elements]);
            }
            catch (InvalidFileException e)
            {
                Assert.StartsWith("m: ", e.Message);
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
        }
    }

    [Fact]
    public void WhatTheFormatCannotHoldIsNotWritten()
    {
        NamedTensor tensor = NamedTensor.Of<float>("a", [1], new float[1]);
        Assert.Throws<ArgumentException>(() => NamedTensor.Of<float>("a", [2], new float[1]));
        Assert.Throws<ArgumentException>(() => NamedTensor.Of<float>("__metadata__", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => Safetensors.Write(new MemoryStream(), [tensor, tensor]));
        Assert.Throws<ArgumentException>(() => Safetensors.Write(new MemoryStream(), [tensor], [new("myelin.sha256", "x")]));
        Assert.Throws<ArgumentException>(() => Safetensors.Write(_folder.File("m"), [tensor], [new("a", ""), new("a", "")]));
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void AMissingFileIsSaid()
    {
        string path = _folder.File("none.safetensors");
        Assert.Equal($"{path}: there is no such file", Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(path)).Message);
        Assert.Equal($"{_folder}: is a folder, not a file",
            Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open($"{_folder}")).Message);
    }

    static void AssertRefused(byte[] bytes) =>
        Assert.StartsWith("m: ", Assert.Throws<InvalidFileException>(() => SafetensorsFile.Open(new MemoryStream(bytes), "m")).Message);
}
