using Myelin.Onnx.Tests.Evaluation;

namespace Myelin.Onnx.Tests.Importing;

/// <summary>Small graphs: what each is read as, and what is refused by the name of its node.</summary>
public class GraphTests
{
    static readonly Dictionary<string, OnnxTensor> s_constants = new()
    {
        ["W"] = OnnxTensor.Of([3, 2], [1f, 2, 3, 4, 5, 6]),
        ["V"] = OnnxTensor.Of([2, 3], [1f, 2, 3, 4, 5, 6]),
        ["square"] = OnnxTensor.Of([3, 3], [1f, 2, 3, 4, 5, 6, 7, 8, 0.5f]),
        ["b"] = OnnxTensor.List(0.5f, -1),
        ["row"] = OnnxTensor.List(1f, 2, -3),
        ["positive"] = OnnxTensor.List(1f, 2, 3),
        ["one"] = OnnxTensor.Scalar(1f),
        ["two"] = OnnxTensor.List(2f),
        ["half"] = OnnxTensor.Scalar(0.5f),
        ["root"] = OnnxTensor.Scalar(1.4142135f),
        ["zero"] = OnnxTensor.Scalar(0f),
        ["indices"] = OnnxTensor.List(2L, 0),
        ["from"] = OnnxTensor.List(1L),
        ["to"] = OnnxTensor.List(99L),
        ["axis"] = OnnxTensor.List(1L),
        ["shape"] = OnnxTensor.List(-1L, 3),
        ["fifty"] = OnnxTensor.Scalar(50f),
        ["huge"] = OnnxTensor.List(-1L, int.MaxValue, int.MaxValue, int.MaxValue),
        ["none"] = OnnxTensor.List<long>(),
        ["nan"] = OnnxTensor.Of([3, 1], [1f, float.NaN, 2]),
    };

    [Theory]
    [InlineData("MatMul x W z; Add z b y", "3 → Dense 2")]
    [InlineData("MatMul x W z; Add b z y", "3 → Dense 2")]
    [InlineData("Gemm x V b y transB=1 alpha=0.5 beta=2.0", "3 → Dense 2")]
    [InlineData("MatMul x W z; Add z b a; Relu a y", "3 → Dense 2 relu")]
    [InlineData("MatMul x W z; Softmax z y axis=-1", "3 → Dense 2 without bias, softmax")]
    [InlineData("MatMul x W z; Sigmoid z s; Mul z s y", "3 → Dense 2 silu without bias")]
    [InlineData("MatMul x W z; Div z root d; Erf d e; Add e one a; Mul z a m; Mul m half y", "3 → Dense 2 gelu without bias")]
    [InlineData("MatMul x W z; Exp z e; Add e one a; Log a y", "3 → Dense 2 softplus without bias")]
    [InlineData("MatMul x W z; Max z zero y", "3 → Dense 2 relu without bias")]
    [InlineData("MatMul x W z; Clip z zero two y", "3 → Dense 2 hard-tanh(low=0, high=2) without bias")]
    [InlineData("MatMul x W z; Neg z n; Exp n e; Add e one a; Reciprocal a y", "3 → Dense 2 without bias, sigmoid")]
    [InlineData("MatMul x W z; HardSigmoid z y", "3 → Dense 2 hard-tanh(low=0)")]
    [InlineData("MatMul x W z; Mul z two m; Tanh m y", "3 → Dense 2 tanh without bias")]
    [InlineData("MatMul x W z; Tanh z t; Mul t two y", "3 → Dense 2 tanh without bias → Scale")]
    [InlineData("Sub x row s; Div s positive d; MatMul d W y", "3 → Dense 3 → Dense 2 without bias")]
    [InlineData("Mul x row s; MatMul s W y", "3 → Scale → Dense 2 without bias")]
    [InlineData("Sub one x s; MatMul s W y", "3 → Scale → Dense 3 → Dense 2 without bias")]
    [InlineData("MatMul x square z; Relu z a; Add a x y", "3 → Residual (Dense 3 relu without bias)")]
    [InlineData("Relu x a; MatMul a square z; Sub a z s; Add s a y",
        "3 → relu → Residual (Residual (Dense 3 without bias))")]
    [InlineData("Tanh x t; Add t x y", "3 → Residual (tanh)")]
    [InlineData("Gather x indices y axis=1", "3 → Dense 2 without bias")]
    [InlineData("Slice x from to axis y", "3 → Dense 2 without bias")]
    [InlineData("MatMul x W z; Concat x z y axis=1", "3 → Dense 6 without bias → Split (3 | 3 → Dense 2 without bias)")]
    [InlineData("PRelu x row y", "3 → PReLU per unit")]
    [InlineData("PRelu x half y", "3 → leaky-relu(negative-slope=0.5)", true)]
    [InlineData("LayerNormalization x row row y", "3 → LayerNorm")]
    [InlineData("BatchNormalization x row row row positive y epsilon=0.001", "3 → BatchNorm")]
    [InlineData("Identity x i; Dropout i d; Cast d c to=1; MatMul c W y", "3 → Dense 2 without bias")]
    [InlineData("Flatten x f; Reshape f shape r; MatMul r W y", "3 → Dense 2 without bias")]
    [InlineData("Transpose V t perm=:1,0; MatMul x t y", "3 → Dense 2 without bias")]
    [InlineData("Shape x s; Reshape x s r; MatMul r W y", "3 → Dense 2 without bias")]
    [InlineData(
        "ReduceMax x m axes=:1; Sub x m s; Exp s e; ReduceSum e axis n; Div e n p; MatMul p W y", "3 → softmax → Dense 2 without bias")]
    [InlineData("Sum x row two s; MatMul s W y", "3 → Dense 3 → Dense 2 without bias")]
    public void AGraphIsANetwork(string nodes, string network, bool isPRelu = false)
    {
        OnnxModel model = Model(nodes);
        OnnxImport import = OnnxImport.Of(model);
        string found = $"{import.Network}{(import.Link is Identity ? "" : $", {ActivationNames.Format(import.Link)}")}";
        if (isPRelu) network = "3 → PReLU";
        Assert.Equal(network, found);
        // whose outputs are the graph's, from ONNX Runtime
        using Model<float> own = import.ToModel();
        ImportCheck.Difference(model, import, own);
        float[] rows = [0.25f, -1.5f, 2, -0.5f, 0.75f, 1];
        var outputs = new float[2 * own.Network.Outputs];
        own.Predict(rows, outputs);
        Dictionary<string, OnnxTensor> inputs = new() { ["x"] = OnnxTensor.Of([2, 3], rows) };
        OnnxTensor expected = Runtime.Run(OnnxWriter.ToArray(model), inputs)["y"];
        Assert.InRange(Comparison.Error(expected, OnnxTensor.Of([2, own.Network.Outputs], outputs)), 0, 1);
    }

    [Theory]
    [InlineData("Conv x W y", "node \"0\" (Conv) is not read as a layer or an activation.")]
    [InlineData("MatMul x W z; Softmax z y axis=0", "node \"1\" (Softmax) is not read as a layer or an activation.")]
    [InlineData("Softmax x s axis=0; MatMul s W y", "node \"0\" (Softmax) is not read as a layer or an activation.")]
    [InlineData("MatMul x V y", "node \"0\" (MatMul) multiplies 3 columns with a matrix float [2, 3].")]
    [InlineData("Gemm x W y transA=1", "node \"0\" (Gemm) multiplies with transposed rows (transA).")]
    [InlineData("MatMul x W z; Tanh z t; MatMul x W u; Mul u t y",
        "node \"3\" (Mul) combines two branches of the network, which only Add and Concat do here.")]
    [InlineData("MatMul x nan y", "parameter layers.0.weight holds a number that is not finite.")]
    [InlineData("Identity x y", "output \"y\" has no layer.")]
    [InlineData("ThresholdedRelu x y", "node \"0\" (ThresholdedRelu) is not read as a layer or an activation.")]
    [InlineData("Transpose x t; MatMul t W y", "node \"0\" (Transpose) is not read as a layer or an activation.")]
    [InlineData("ArgMax x a axis=1; Cast a y to=1", "node \"0\" (ArgMax) is not read as a layer or an activation.")]
    [InlineData("BatchNormalization x row row row positive y training_mode=1",
        "node \"0\" (BatchNormalization) is in training mode; export the model for inference.")]
    [InlineData("Identity row y", "output \"y\" is a constant.")]
    public void OthersAreRefusedByNode(string nodes, string message) =>
        Assert.StartsWith(message, Assert.Throws<NotSupportedException>(() => OnnxImport.Of(Model(nodes))).Message,
            StringComparison.Ordinal);

    // what an operator cannot compute of its constants is refused by the node, whatever it throws
    [Theory]
    [InlineData("Reshape x huge r; MatMul r W y")]
    [InlineData("Split x y num_outputs=0", 18)]
    [InlineData("Where one row row c; Add x c y")]
    [InlineData("Gather one zero c; Add x c y")]
    [InlineData("Gather one from c; Add x c y")]
    [InlineData("CumSum row none c; Add x c y")]
    [InlineData("Reshape row huge c; Add x c y")]
    public void WhatConstantsCannotBeComputedOfIsRefusedByNode(string nodes, long opset = 17)
    {
        OnnxModel model = Model(nodes);
        model = model with { Opsets = new Dictionary<string, long> { [""] = opset } };
        Assert.StartsWith("node \"0\" (", Assert.Throws<NotSupportedException>(() => OnnxImport.Of(model)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void InputsOfSeveralTensorsStandSideBySide()
    {
        OnnxModel model = Model("Concat a x y axis=1");
        model = model.With(graph => graph with
        {
            Inputs = [new("a", OnnxType.Float, ["N", 1]), graph.Inputs[0]],
            Nodes = [graph.Nodes[0] with { Outputs = ["c"] }, new("Tanh", ["c"], ["y"])],
        });
        Assert.Equal("4 → tanh", OnnxImport.Of(model).Network.ToString());
    }

    [Fact]
    public void AnOutputIsChosenByName()
    {
        OnnxModel model = Model("MatMul x W h; Relu h y").With(graph => graph with
        {
            Outputs = [.. graph.Outputs, new("h", OnnxType.Undefined, null)],
        });
        Assert.Equal("3 → Dense 2 without bias", OnnxImport.Of(model, "h").Network.ToString());
        Assert.Equal(["output \"h\" was left out"], OnnxImport.Of(model).Notes);
        Assert.Equal("the graph has no output \"z\"; it has \"y\", \"h\"",
            Assert.Throws<NotSupportedException>(() => OnnxImport.Of(model, "z")).Message);
    }

    // a graph that doubles its constants, or x, at every node is refused before it takes memory or time
    [Theory]
    [InlineData("Concat row row c0 axis=0", "Concat c{0} c{0} c{1} axis=0", "Add x c{1} y")]
    [InlineData("Mul x x c0", "Mul c{0} c{0} c{1}", "Tanh c{1} y")]
    public void WhatDoublesIsRefused(string first, string next, string last)
    {
        IEnumerable<string> middle = Enumerable.Range(0, 60).Select(i => string.Format(null, next, i, i + 1));
        OnnxModel model = Model(string.Join("; ", [first, .. middle, string.Format(null, last, 0, 60)]));
        Assert.Throws<NotSupportedException>(() => OnnxImport.Of(model));
    }

    [Fact]
    public void ANetworkThatGivesOtherNumbersIsRefused()
    {
        OnnxModel model = Model("MatMul x W z; Add z b y");
        OnnxImport import = OnnxImport.Of(model);
        OnnxImport wrong = import with { Numbers = [[1.01f, .. import.Numbers[0][1..]], import.Numbers[1]] };
        using Model<float> network = wrong.ToModel();
        var refused = Assert.Throws<NotSupportedException>(() => ImportCheck.Difference(model, wrong, network));
        Assert.Contains("is read wrongly", refused.Message, StringComparison.Ordinal);
    }

    // a hundred-thousandth of a weight, and a bound that only large numbers reach
    [Theory]
    [InlineData("MatMul x W z; Relu z y", 1.00002f)]
    [InlineData("MatMul x W z; Clip z zero fifty y", 1f)]
    public void ASmallOrDistantDifferenceIsRefused(string nodes, float first)
    {
        OnnxImport import = OnnxImport.Of(Model("MatMul x W z; Relu z y"));
        OnnxImport wrong = import with { Numbers = [[first, .. import.Numbers[0][1..]]] };
        using Model<float> network = wrong.ToModel();
        Assert.Contains("is read wrongly", Assert.Throws<NotSupportedException>(
            () => ImportCheck.Difference(Model(nodes), wrong, network)).Message, StringComparison.Ordinal);
    }

    // operator, inputs and output, attributes: of the names that are no attribute the last is the output
    static OnnxModel Model(string nodes)
    {
        OnnxNode[] read = [.. nodes.Split(';', StringSplitOptions.TrimEntries).Select((text, i) =>
        {
            string[] words = text.Split(' '), names = [.. words.Skip(1).Where(word => !word.Contains('='))];
            return new OnnxNode(words[0], names[..^1], [names[^1]])
            {
                Name = $"{i}",
                Attributes = TensorText.Attributes(string.Join(' ', words.Where(word => word.Contains('=')))),
            };
        })];
        return new(new OnnxGraph("graph", read, s_constants.Where(one => read.Any(node => node.Inputs.Contains(one.Key))).ToDictionary(),
            [new("x", OnnxType.Float, ["N", 3])], [new("y", OnnxType.Float, null)]));
    }
}
