using System.Diagnostics;

namespace Myelin.Onnx.Tests.Format;

/// <summary>
/// What is written is read, the same bytes each time, and what breaks the format's rules is refused in one line that names the place.
/// </summary>
public class FileTests
{
    static OnnxModel Everything => Small.Dense with
    {
        Producer = "p",
        ProducerVersion = "1.2",
        Documentation = "text",
        Opsets = new Dictionary<string, long> { [""] = 17, [OnnxModel.Ml] = 3 },
        Metadata = [new("z", "1"), new("a", "ä")],
        Graph = Small.Dense.Graph with
        {
            Nodes =
            [
                .. Small.Dense.Graph.Nodes,
                new("Any", ["x", ""], ["other"])
                {
                    Domain = OnnxModel.Ml,
                    Attributes = new Dictionary<string, object>
                    {
                        ["i"] = -1L,
                        ["f"] = 0f,
                        ["s"] = "",
                        ["t"] = OnnxTensor.Of([1, 2], ["a", ""]),
                        ["is"] = new long[] { 1, long.MinValue },
                        ["fs"] = new[] { 1.5f },
                        ["ss"] = new[] { "", "ü" },
                        ["ts"] = new[] { OnnxTensor.Scalar(true), OnnxTensor.List(1, 2) },
                        ["none"] = Array.Empty<float>(),
                    },
                },
            ],
            Initializers = new Dictionary<string, OnnxTensor>(Small.Dense.Graph.Initializers)
            {
                ["d"] = OnnxTensor.Scalar(Math.PI),
                ["l"] = OnnxTensor.Of([2, 0], Array.Empty<long>()),
                ["half"] = OnnxTensor.List((Half)0.5, Half.NaN),
                ["q"] = OnnxTensor.List<byte>(200),
            },
            Outputs = [.. Small.Dense.Graph.Outputs, new("other", OnnxType.String, [default(OnnxDimension), 1])],
        },
    };

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        OnnxModel read = OnnxFile.Read(OnnxWriter.ToArray(Everything), "f");
        Assert.Equivalent(Everything.Metadata, read.Metadata);
        Assert.Equal((8, "p", "1.2", "text", 17, 3), (read.IrVersion, read.Producer, read.ProducerVersion, read.Documentation,
            read.Opset(""), read.Opset(OnnxModel.Ml)));
        Assert.Equal("dense", read.Graph.Name);
        Assert.Equal(Everything.Graph.Initializers.Keys.Order(), read.Graph.Initializers.Keys.Order());
        foreach ((string name, OnnxTensor tensor) in Everything.Graph.Initializers) AssertSame(tensor, read.Graph.Initializers[name]);
        Assert.Equal(["x float [N, 2]"], read.Graph.Inputs.Select(one => one.ToString()));
        Assert.Equal(["y float [N, 3]", "other string [?, 1]"], read.Graph.Outputs.Select(one => one.ToString()));
        OnnxNode[] nodes = [.. read.Graph.Nodes];
        Assert.Equal(["product", "bias", "activation", ""], nodes.Select(node => node.Name));
        Assert.Equal((OnnxModel.Ml, "Any"), (nodes[3].Domain, nodes[3].Operator));
        Assert.Equal(["x", ""], nodes[3].Inputs);
        IReadOnlyDictionary<string, object> expected = Everything.Graph.Nodes[3].Attributes, found = nodes[3].Attributes;
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        foreach ((string key, object value) in expected)
            if (value is OnnxTensor tensor) AssertSame(tensor, (OnnxTensor)found[key]);
            else if (value is OnnxTensor[] tensors)
                for (int i = 0; i < tensors.Length; i++) AssertSame(tensors[i], ((OnnxTensor[])found[key])[i]);
            else Assert.Equal(value, found[key]);
    }

    [Fact]
    public void TheSameModelGivesTheSameBytes()
    {
        byte[] once = OnnxWriter.ToArray(Everything);
        Assert.Equal(once, OnnxWriter.ToArray(Everything));
        Assert.Equal(once, OnnxWriter.ToArray(OnnxFile.Read(once, "f")));
    }

    [Fact]
    public void TenMegabytesAreWrittenInASecond()
    {
        OnnxModel model = Small.Dense.With(graph => graph with
        {
            Initializers = Enumerable.Range(0, 100).ToDictionary(i => $"W{i}", i => OnnxTensor.Of([250, 100], new float[25_000])),
            Nodes = [],
            Outputs = [new("x", OnnxType.Float, null)],
        });
        var clock = Stopwatch.StartNew();
        byte[] bytes = OnnxWriter.ToArray(model);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
        Assert.InRange(bytes.Length, 10_000_000, 10_010_000);
        Assert.Equal(100, OnnxFile.Read(bytes, "f").Graph.Initializers.Count);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "no output", "f: has a graph without outputs" },
        { "undefined", "f: has an output \"gone\" that no node makes" },
        { "cycle", "f: node \"bias\" (Add) uses \"y\" before it is made. Expected nodes in the order in which they run, without a cycle" },
        { "missing", "f: node \"bias\" (Add) uses \"gone\", which neither a node, an initializer nor an input of the graph makes" },
        { "twice", "f: node \"activation\" (Relu) makes \"z\", which is there already" },
        { "opset", "f: imports version 99 of the operators ai.onnx; expected 1 to 28. Export the model with an older opset version" },
        { "ir", "f: is of format version (ir_version) 99; expected 1 to 14" },
        { "inputs", "f: has two inputs named \"x\"" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void BrokenRulesAreNamed(string rule, string message)
    {
        OnnxNode[] nodes = [.. Small.Dense.Graph.Nodes];
        OnnxModel broken = rule switch
        {
            "no output" => Small.Dense.With(graph => graph with { Outputs = [] }),
            "undefined" => Small.Dense.With(graph => graph with { Outputs = [new("gone", OnnxType.Float, null)] }),
            "cycle" => Small.Dense.With(graph => graph with { Nodes = [nodes[0], nodes[1] with { Inputs = ["h", "y"] }, nodes[2]] }),
            "missing" => Small.Dense.With(graph => graph with { Nodes = [nodes[0], nodes[1] with { Inputs = ["h", "gone"] }, nodes[2]] }),
            "twice" => Small.Dense.With(graph => graph with { Nodes = [nodes[0], nodes[1], nodes[2] with { Outputs = ["z"] }] }),
            "opset" => Small.Dense with { Opsets = new Dictionary<string, long> { [""] = 99 } },
            "ir" => Small.Dense with { IrVersion = 99 },
            _ => Small.Dense.With(graph => graph with { Inputs = [graph.Inputs[0], graph.Inputs[0]] }),
        };
        byte[] bytes = OnnxWriter.ToArray(broken);
        Assert.Equal(message, Assert.Throws<InvalidFileException>(() => OnnxFile.Read(bytes, "f")).Message);
    }

    static void AssertSame(OnnxTensor expected, OnnxTensor found)
    {
        Assert.Equal(expected.ToString(), found.ToString());
        Assert.Equal(expected.Data, found.Data);
    }
}
