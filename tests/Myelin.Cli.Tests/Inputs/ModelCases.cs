using System.Buffers.Binary;
using System.Text;
using Myelin.Fuzz.Targets;
using static Myelin.Cli.Tests.Inputs.InputCase;

namespace Myelin.Cli.Tests.Inputs;

/// <summary>
/// Every kind of model's file, good and bad: what <c>myelin inspect FILE</c> does with it. The numbers are those of docs/reliability.md.
/// </summary>
static class ModelCases
{
    const string Tensor = """{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""";
    const string Small = """{"inputs":2,"layers":[{"type":"dense","units":1}]}""";

    static readonly byte[] Numbers = [.. new[] { 1f, 2f, 0.5f }.SelectMany(BitConverter.GetBytes)];

    public static IEnumerable<InputCase> All => ((IEnumerable<InputCase>)
    [
        new(45, "an empty file", []) { Says = ["empty"] },
        .. new[] { 4, 9, 60, 250 }.Select(length =>
            new InputCase(46, $"cut after {length} bytes", Model()[..length]) { Says = [length < 9 ? "safetensors" : ""] }),
        new(46, "cut by its last byte", Model()[..^1]) { Says = ["cut off"] },
        new(46, "one byte changed", Changed(Model())) { Says = ["damaged"] },
        new(47, "a wrong beginning", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0]) { Says = ["safetensors"] },
        .. new ulong[] { ulong.MaxValue, 1UL << 63, 4294967296 + 2, 100_000_001, int.MaxValue }
            .Select(length => new InputCase(48, $"a header of {length} bytes", Length(length)) { Says = ["header"] }),
        new(49, "a header that is no UTF-8", Header([.. "{\"a"u8, 0xFF, .. "\":1}"u8])) { Says = ["UTF-8"] },
        new(49, "a header that is no JSON", Header("{\"a\":}"u8)) { Says = ["JSON"] },
        new(50, "JSON a hundred thousand deep",
            Header(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}"))),
        new(50, "a network a hundred thousand deep",
            Model(network: string.Concat(Enumerable.Repeat("""{"inputs":2,"layers":[""", 100_000))))
        {
            Says = ["network"],
        },
        new(50,
            "names nested a hundred thousand deep", Model(
                Small.Replace("\"units\":1", "\"units\":1,\"activation\":\"" + string.Concat(Enumerable.Repeat("elu(", 100_000)) + "\""))),
        new(51, "a tensor twice",
            Data("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8))
        {
            Says = ["\"a\"", "twice"],
        },
        new(52, "an unknown type of number", Data(Tensor.Replace("F32", "Q99"), 16)) { Says = ["Q99"] },
        new(53, "a negative length", Data(Tensor.Replace("[2,2]", "[-2,-2]"), 16)) { Says = ["-2"] },
        new(53, "a length with a point", Data(Tensor.Replace("[2,2]", "[2.0,2]"), 16)) { Says = ["2.0"] },
        new(53, "lengths whose product overflows", Data(Tensor.Replace("[2,2]", "[4294967296,4294967297]"), 16)) { Says = ["\"a\""] },
        new(53, "2^40 numbers", Data(Tensor.Replace("[2,2]", "[1099511627776]").Replace("16]", "4398046511104]"), 16)) { Says = ["\"a\""] },
        new(54, "fewer bytes than numbers", Data(Tensor.Replace("16", "4"), 4)) { Says = ["16 bytes", "4"] },
        new(55, "a hole",
            Data("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3))
        {
            Says = ["belong to no tensor"],
        },
        new(55, "an overlap",
            Data("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3))
        {
            Says = ["overlap"],
        },
        new(55, "bytes at the end", Data(Tensor, 17)) { Says = ["belong to no tensor"] },
        new(56, "metadata that are no texts", Header("""{"__metadata__":{"a":1}}"""u8)) { Says = ["\"a\"", "text"] },
        new(57, "a weight that is NaN", Model(numbers: [.. Numbers[..8], 0, 0, 0xC0, 0x7F])) { Says = ["NaN"] },
        new(57, "a weight that is infinite", Model(numbers: [0, 0, 0x80, 0x7F, .. Numbers[4..]])) { Says = ["Infinity"] },
        new(67, "a pickle", [0x80, 2, (byte)'}', (byte)'q', 0]) { FileName = "model.pt", Says = ["pickle", "never runs code"] },
        new(67, "HDF5 of Keras", [0x89, .. "HDF\r\n\u001a\n"u8, 0, 0, 0]) { FileName = "model.h5", Says = ["HDF5"] },
        new(67, "a zip of Keras, NumPy or PyTorch", Encoding.Latin1.GetBytes("PK\u0003\u0004\u0014\0\0\0\0\0"))
        {
            FileName = "model.keras",
            Says = ["zip"],
        },
        .. Descriptions,
        new(69, "a newer version", Model(version: "2")) { Says = ["version 2", "Update Myelin"] },
        new(70, "another network's numbers", Model(Small.Replace("\"units\":1", "\"units\":4"))) { Says = ["[2 × 1]", "[2 × 4]"] },
    ]).Select(input => input.Options.Length > 0 ? input
        : input with { FileName = input.FileName == "data.csv" ? "m.safetensors" : input.FileName, Options = ["inspect", "FILE"] });

    /// <summary>Kind 68: networks described in a file, in layers on the command line, in a recipe's settings.</summary>
    static IEnumerable<InputCase> Descriptions =>
    [
        .. new (string What, string Find, string Put, string[] Says)[]
        {
            ("an unknown key", "\"units\":1", "\"units\":1,\"unit\":2", ["\"unit\"", "units"]),
            ("units that are NaN", "\"units\":1", "\"units\":NaN", ["JSON"]),
            ("units of 1e999", "\"units\":1", "\"units\":1e999", ["1e999"]),
            ("no units", "\"units\":1", "\"units\":0", ["from 1"]),
            ("negative units", "\"units\":1", "\"units\":-3", ["from 1", "-3"]),
            ("2^31 units", "\"units\":1", "\"units\":2147483648", ["16777216", "2147483648"]),
            ("2^48 weights", "\"units\":1}", "\"units\":16777216},{\"type\":\"dense\",\"units\":16777216}", ["parameters"]),
            ("an activation misspelt", "\"units\":1", "\"units\":1,\"activation\":\"sigmod\"", ["sigmod", "sigmoid"]),
        }.Select(bad => new InputCase(68, $"{bad.What}, in a file", Model(Small.Replace(bad.Find, bad.Put))) { Says = bad.Says }),
        .. new (string Layers, int Code, string[] Says)[]
        {
            ("2147483648", 1, ["2147483648"]), ("0", 1, ["'0'"]), ("-3", 1, ["'-3'"]), ("16777217", 1, ["16,777,217"]),
            ("16777216,16777216", 1, ["parameters"]), ("8:sigmod", 1, ["sigmoid"]),
            ("dropout(NaN)", 1, ["NaN"]), ("dropout(1e999)", 1, ["Dropout"]),
            (string.Concat(Enumerable.Repeat("residual(", 10_000)) + "4" + new string(')', 10_000), 1, ["nested"]),
        }.Select(bad => Refused(68, $"--layers {(bad.Layers.Length > 40 ? "nested ten thousand deep" : bad.Layers)}", CsvCases.Table,
            bad.Says) with { ExitCode = bad.Code, Options = ["--layers", bad.Layers] }),
        .. new (string Setting, string[] Says)[]
        {
            ("hiden=64", ["hidden"]), ("hidden=2147483648", ["hidden"]), ("hidden=16777216-16777216", ["parameters"]),
            ("hidden=0", ["hidden"]), ("dropout=NaN", ["dropout"]), ("dropout=1", ["dropout"]),
            ("learning-rate=1e999", ["learning-rate"]), ("embedding-size=2147483647", ["4096"]),
            ("embedding-frequencies=2147483647", ["4096"]), ("members=2147483647", ["4096"]), ("activation=mihs", ["mish"]),
            ("schedule=" + string.Concat(Enumerable.Repeat("warm-up(1, then=", 8_000)) + new string(')', 8_000), ["schedule", "nested"]),
        }.Select(bad => Refused(68, $"--set {(bad.Setting.Length > 40 ? "schedules nested ten thousand deep" : bad.Setting)}",
            CsvCases.Table, bad.Says) with { ExitCode = 1, Options = ["--set", bad.Setting] }),
    ];

    /// <summary>A model's file of format myelin with a right digest, whatever else is wrong with it.</summary>
    static byte[] Model(string network = Small, string version = "1", byte[]? numbers = null)
    {
        string quoted = System.Text.Json.JsonSerializer.Serialize(network);
        return Forged.Of($$$"""
            {"__metadata__":{"format":"myelin","version":"{{{version}}}","network":{{{quoted}}},"link":"identity","myelin.sha256":"{{{new string('0', 64)}}}"},"layers.0.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"layers.0.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}
            """, numbers ?? Numbers);
    }

    static byte[] Changed(byte[] file)
    {
        file[^1] ^= 1;
        return file;
    }

    static byte[] Data(string header, int length) => Forged.Of(header, new byte[length]);

    static byte[] Header(ReadOnlySpan<byte> header) => [.. BitConverter.GetBytes((long)header.Length), .. header];

    static byte[] Length(ulong length)
    {
        byte[] file = [0, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        return file;
    }
}
