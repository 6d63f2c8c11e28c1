namespace Myelin.Onnx.Tests;

/// <summary>Small models for tests.</summary>
static class Small
{
    /// <summary>y = relu(x·W + b) of two inputs and three outputs.</summary>
    public static OnnxModel Dense { get; } = new(new OnnxGraph(
        "dense",
        [
            new("MatMul", ["x", "W"], ["h"]) { Name = "product" },
            new("Add", ["h", "b"], ["z"]) { Name = "bias" },
            new("Relu", ["z"], ["y"]) { Name = "activation" },
        ],
        new Dictionary<string, OnnxTensor>
        {
            ["W"] = OnnxTensor.Of([2, 3], [1f, 2, 3, 4, 5, 6]),
            ["b"] = OnnxTensor.List(0.5f, -100, 0),
        },
        [new("x", OnnxType.Float, ["N", 2])],
        [new("y", OnnxType.Float, ["N", 3])]));

    /// <summary>A graph of one node, whose inputs and outputs need no types.</summary>
    public static OnnxModel Of(OnnxNode node, long opset = 17, long ml = 3) => new(new OnnxGraph(
        "one", [node], new Dictionary<string, OnnxTensor>(),
        [.. node.Inputs.Where(name => name.Length > 0).Distinct().Select(name => new OnnxValue(name, OnnxType.Undefined, null))],
        [.. node.Outputs.Where(name => name.Length > 0).Select(name => new OnnxValue(name, OnnxType.Undefined, null))]))
    {
        Opsets = new Dictionary<string, long> { [""] = opset, [OnnxModel.Ml] = ml },
    };

    public static OnnxModel With(this OnnxModel model, Func<OnnxGraph, OnnxGraph> change) => model with { Graph = change(model.Graph) };
}
