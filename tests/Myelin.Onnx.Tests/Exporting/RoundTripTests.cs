using Myelin.Tabular;

namespace Myelin.Onnx.Tests.Exporting;

/// <summary>What was exported comes back as the model that it was.</summary>
public sealed class RoundTripTests : IDisposable
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");

    public void Dispose() => File.Delete(_path);

    public static TheoryData<string, int, bool> Cases { get; } = new()
    {
        { "numbers", 17, false }, { "ten", 20, false }, { "numbers", 17, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnExportIsImportedAndExportedWithTheSameBytes(string task, int opset, bool encoded)
    {
        Table table = task == "numbers" ? SampleTable.Numbers : SampleTable.TenClasses;
        using TabularModel model = Train(table, Quality.Default);
        OnnxOptions options = new() { Opset = opset, Encoded = encoded, Coverage = 0.8, MadeRows = 20 };
        OnnxParity parity = model.SaveOnnx(_path, options, table.Take([0, 1, 2]));
        Assert.True(parity is { Rows: 23, LargestDifference: < 1e-6, DifferentLabels: 0 });
        using TabularModel loaded = OnnxFile.LoadTable(_path);
        Assert.Equal(WeightDigest.Of(model.Members.Select(member => member.Parameters)),
            WeightDigest.Of(loaded.Members.Select(member => member.Parameters)));
        Assert.Equal(model.Predict(table), loaded.Predict(table));
        using var again = new MemoryStream();
        loaded.SaveOnnx(again, options);
        Assert.Equal(File.ReadAllBytes(_path), again.ToArray());
    }

    [Fact]
    public void AGraphThatIsNotItsMetadatasIsRefused()
    {
        using TabularModel model = Train(SampleTable.Numbers, Quality.Fast);
        OnnxModel file = OnnxExport.Of(model, new());
        var changed = new Dictionary<string, OnnxTensor>(file.Graph.Initializers);
        (string name, OnnxTensor constant) = changed.First(one => one.Value.Type == OnnxType.Double && one.Value.Count > 1);
        changed[name] = OnnxTensor.Of(constant.Shape, Array.ConvertAll(constant.Values<double>(), number => number + 1));
        OnnxFile.Write(_path, file with { Graph = file.Graph with { Initializers = changed } });
        InvalidFileException refused = Assert.Throws<InvalidFileException>(() => OnnxFile.LoadTable(_path));
        Assert.Contains("its graph does not predict what its metadata say", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherVersionOfTheProgramMayHaveWrittenIt()
    {
        using TabularModel model = Train(SampleTable.Numbers, Quality.Fast);
        OnnxFile.Write(_path, OnnxExport.Of(model, new()) with { ProducerVersion = "0.0.1" });
        using TabularModel loaded = OnnxFile.LoadTable(_path);
        Assert.Equal(model.Predict(SampleTable.Numbers), loaded.Predict(SampleTable.Numbers));
    }

    [Fact]
    public void MissingWeightsAreNamed()
    {
        using TabularModel model = Train(SampleTable.Numbers, Quality.Fast);
        OnnxModel file = OnnxExport.Of(model, new());
        string name = model.Network.Blocks().Last().Name;
        OnnxFile.Write(_path, file with
        {
            Graph = file.Graph with
            {
                Initializers = file.Graph.Initializers.ToDictionary(one => one.Key == name ? "other" : one.Key, one => one.Value),
                Nodes = [.. file.Graph.Nodes.Select(node =>
                    node with { Inputs = [.. node.Inputs.Select(one => one == name ? "other" : one)] })],
            },
        });
        Assert.Contains($"has no tensor \"{name}\"", Assert.Throws<InvalidFileException>(() => OnnxFile.LoadTable(_path)).Message,
            StringComparison.Ordinal);
    }

    // an output that is renamed, of another type, or of fewer rows
    [Theory]
    [InlineData("renamed", "other")]
    [InlineData("Cast", OnnxNames.Prediction)]
    [InlineData("ReduceMax", OnnxNames.Prediction)]
    public void AnOutputThatIsNotTheModelsIsRefused(string change, string name)
    {
        using TabularModel model = Train(SampleTable.Numbers, Quality.Fast);
        OnnxGraph graph = OnnxExport.Of(model, new()).Graph;
        OnnxNode[] nodes = [.. graph.Nodes.Select(node => !node.Outputs.Contains(OnnxNames.Prediction) ? node
            : change == "renamed" ? node with { Outputs = [name] }
            : node with
            {
                Operator = change,
                Attributes = change == "Cast"
                    ? new Dictionary<string, object> { ["to"] = (long)OnnxType.Float }
                    : new Dictionary<string, object> { ["axes"] = new long[] { 0 } },
            })];
        OnnxValue[] outputs = [.. graph.Outputs.Select(output => output.Name == OnnxNames.Prediction
            ? new OnnxValue(name, OnnxType.Undefined, null) : output)];
        OnnxFile.Write(_path, OnnxExport.Of(model, new()) with { Graph = graph with { Nodes = nodes, Outputs = outputs } });
        InvalidFileException refused = Assert.Throws<InvalidFileException>(() => OnnxFile.LoadTable(_path));
        Assert.Contains("its graph does not predict what its metadata say", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsMayHaveTheNamesOfParameters()
    {
        double[] numbers = [.. Enumerable.Range(0, 60).Select(row => (double)(row * 7 % 60))];
        using TabularModel plain = Train(Named("a", "b"), Quality.Fast);
        string name = plain.Network.Blocks().First().Name;
        Table table = Named(name, name + "_");
        using TabularModel model = Train(table, Quality.Fast);
        Assert.Equal(0, model.SaveOnnx(_path, rows: table).DifferentLabels);
        Assert.Equal([name, name + "_"], OnnxFile.Read(_path).Graph.Inputs.Select(input => input.Name));
        using TabularModel loaded = OnnxFile.LoadTable(_path);
        Assert.Equal(model.Predict(table), loaded.Predict(table));
        Loaded.Compare(model, File.ReadAllBytes(_path), table, new());

        Table Named(string one, string other) => Table.Of(
            [Column.Of(one, numbers), Column.Of(other, [.. numbers.Reverse()]), Column.Of("y", [.. numbers.Select(n => 2 * n + 1)])]);
    }

    [Fact]
    public void NothingIsWrittenWhereTheFileDiffers()
    {
        using TabularModel model = Train(SampleTable.Numbers, Quality.Fast);
        var check = new ParityCheck("rows");
        var runtime = new OnnxEvaluator(OnnxExport.Of(model, new()));
        Dictionary<string, OnnxTensor> wrong = new(runtime.Run(CellFeed.Of(model, SampleTable.Numbers)));
        double[] numbers = [.. wrong[OnnxNames.Prediction].Values<double>()];
        numbers[4] += 0.01;
        wrong[OnnxNames.Prediction] = OnnxTensor.Of([numbers.Length, 1], numbers);
        check.Add(model, SampleTable.Numbers, wrong, 0.9);
        string refused = Assert.Throws<NotSupportedException>(check.Demand).Message;
        Assert.StartsWith("the ONNX file would not predict as the model does: row 5 of rows: ", refused, StringComparison.Ordinal);
    }

    static TabularModel Train(Table table, Quality quality) => TabularModel.Train(table, "y",
        new() { Epochs = 2, Quality = quality, Set = ["hidden=16"] }, cancellation: TestContext.Current.CancellationToken);
}
