using Myelin.Onnx;

namespace Myelin.Fuzz.Targets;

/// <summary>ONNX files: what is read is written again to the same bytes, and a network that is read gives the graph's outputs.</summary>
public sealed class OnnxTarget : Target
{
    public override string Name => "onnx";

    public override IEnumerable<byte[]> Seeds() =>
    [
        Bytes(new OnnxNode("MatMul", ["x", "W"], ["h"]), new("Add", ["h", "b"], ["z"]), new("Relu", ["z"], ["y"])),
        Bytes(
            new OnnxNode("Gemm", ["x", "W", "b"], ["z"])
            {
                Attributes = new Dictionary<string, object> { ["alpha"] = 0.5f, ["transB"] = 0L },
            },
            new("Sigmoid", ["z"], ["s"]), new("Mul", ["z", "s"], ["y"])),
        Bytes(new OnnxNode("Reshape", ["x", "n"], ["r"]), new("Where", ["b", "b", "b"], ["c"]), new("Add", ["r", "c"], ["y"])),
        Bytes(new OnnxNode("CumSum", ["b", "n"], ["c"]), new("Gather", ["c", "n"], ["g"]), new("Split", ["x"], ["y"])
        {
            Attributes = new Dictionary<string, object> { ["num_outputs"] = 1L },
        }),
        Bytes(new OnnxNode("LabelEncoder", ["w"], ["y"])
        {
            Domain = OnnxModel.Ml,
            Attributes = new Dictionary<string, object> { ["keys_strings"] = new[] { "a", "b" }, ["values_int64s"] = new long[] { 1, 2 } },
        }),
    ];

    public override string Try(byte[] input)
    {
        OnnxModel model;
        try
        {
            model = OnnxFile.Read(input, "f");
        }
        catch (InvalidFileException e)
        {
            return e.Problem;
        }
        // what is skipped is not written
        if (model.Graph.Nodes.All(node => !node.Attributes.Values.Any(value => value is OnnxSubgraph)))
        {
            byte[] written = OnnxWriter.ToArray(model);
            Demand(written.AsSpan().SequenceEqual(OnnxWriter.ToArray(OnnxFile.Read(written, "again"))),
                "The model is not written again to itself.");
        }
        try
        {
            OnnxImport import = OnnxImport.Of(model);
            using Model<float> network = import.ToModel();
            ImportCheck.Difference(model, import, network);
            return $"read {import.Network}";
        }
        catch (Exception e) when (e is NotSupportedException or InvalidDataException or ArgumentException)
        {
            return e.Message;
        }
    }

    static byte[] Bytes(params IReadOnlyList<OnnxNode> nodes) => OnnxWriter.ToArray(new(new OnnxGraph("g", nodes,
        new Dictionary<string, OnnxTensor>
        {
            ["W"] = OnnxTensor.Of([2, 3], [1f, 2, 3, 4, 5, 6]),
            ["b"] = OnnxTensor.List(0.5f, -1, 0),
            ["n"] = OnnxTensor.List(-1L, 2),
            ["w"] = OnnxTensor.List("a", ""),
        },
        [new("x", OnnxType.Float, ["N", 2])], [new("y", OnnxType.Float, ["N", 3])]))
    {
        Opsets = new Dictionary<string, long> { [""] = 17, [OnnxModel.Ml] = 3 },
        Metadata = [new("k", "v")],
    });
}
