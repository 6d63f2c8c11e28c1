using Myelin.Tabular;

namespace Myelin.Onnx.Tests.Exporting;

/// <summary>What a file gave is compared with the model: no wrong answer is forgotten, and none breaks the comparison.</summary>
public class ParityTests
{
    [Theory]
    [InlineData(OnnxNames.Prediction)]
    [InlineData(OnnxNames.Low)]
    [InlineData(OnnxNames.High)]
    public void NoNumberInTheFirstRowIsTheWorst(string name)
    {
        using TabularModel model = Train(SampleTable.Numbers, Quality.Default);
        Dictionary<string, OnnxTensor> outputs = Outputs(model, SampleTable.Numbers);
        double[] numbers = [.. outputs[name].Values<double>()];
        numbers[0] = double.NaN;
        outputs[name] = OnnxTensor.Of(outputs[name].Shape, numbers);
        Assert.Contains($"row 1 of rows: {name} differs by Infinity", Refused<NotSupportedException>(model, SampleTable.Numbers, outputs),
            StringComparison.Ordinal);
    }

    [Fact]
    public void NoNumberInTheFirstClassIsTheWorst()
    {
        using TabularModel model = Train(SampleTable.TenClasses);
        Dictionary<string, OnnxTensor> outputs = Outputs(model, SampleTable.TenClasses);
        outputs[OnnxNames.Probabilities] = Probabilities(outputs, p => p[0] = float.NaN);
        Assert.Contains("row 1 of rows: probabilities differs by Infinity",
            Refused<NotSupportedException>(model, SampleTable.TenClasses, outputs), StringComparison.Ordinal);
    }

    [Fact]
    public void NoNumberOfANetworkIsTheWorst()
    {
        var check = new ParityCheck("rows");
        check.Add([1f, 2, 3], 1, OnnxTensor.Of([3, 1], [float.NaN, 2, 3]));
        Assert.Throws<NotSupportedException>(check.Demand);
    }

    [Fact]
    public void AnotherClassIsSeen()
    {
        using TabularModel model = Train(SampleTable.TenClasses);
        Dictionary<string, OnnxTensor> outputs = Outputs(model, SampleTable.TenClasses);
        string[] classes = [.. outputs[OnnxNames.Class].Values<string>()];
        classes[7] = classes[7] == "class 1" ? "class 2" : "class 1";
        outputs[OnnxNames.Class] = OnnxTensor.List(classes);
        Assert.Contains("row 8 of rows: class is another, as in 1 of 240 rows",
            Refused<NotSupportedException>(model, SampleTable.TenClasses, outputs), StringComparison.Ordinal);
    }

    // probabilities off by more than 1e-6 and less than the model's own rounding: the class is compared all the same
    [Fact]
    public void AnotherClassOfAnUnsteadyRowIsSeen()
    {
        using TabularModel model = Train(SampleTable.TenClasses);
        foreach (Model<float> member in model.Members) Raise(member, 10_000);
        Dictionary<string, OnnxTensor> outputs = Outputs(model, SampleTable.TenClasses);
        IReadOnlyList<Prediction> predictions = model.Predict(SampleTable.TenClasses);
        double[] errors = RoundingError.Of(model, SampleTable.TenClasses);
        float[] Two(int at) => [.. predictions[at].Probabilities.OrderDescending().Take(2)];
        int row = Enumerable.Range(0, errors.Length)
            .First(at => errors[at] > 1e-5 && Two(at) is [var first, var second] && first - second > 4 * errors[at]);
        outputs[OnnxNames.Probabilities] = Probabilities(outputs, p => p[10 * row] += (float)errors[row]);
        string[] classes = [.. outputs[OnnxNames.Class].Values<string>()];
        Assert.True(Check(model, SampleTable.TenClasses, outputs).Demand().UnsteadyRows > 0);
        classes[row] = model.Target.Classes!.Names.First(name => name != classes[row]);
        outputs[OnnxNames.Class] = OnnxTensor.List(classes);
        Assert.Contains($"row {row + 1} of rows: class is another", Refused<NotSupportedException>(model, SampleTable.TenClasses, outputs),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingOutputIsNamed()
    {
        using TabularModel model = Train(SampleTable.TenClasses);
        Dictionary<string, OnnxTensor> outputs = Outputs(model, SampleTable.TenClasses);
        // a column has the output's name
        string name = Assert.Single(outputs.Keys, key => key.StartsWith(OnnxNames.Class, StringComparison.Ordinal));
        outputs.Remove(name, out OnnxTensor? classes);
        outputs["classes"] = classes!;
        Assert.Equal("the graph has no output \"class\"", Refused<InvalidDataException>(model, SampleTable.TenClasses, outputs));
    }

    [Fact]
    public void OutputsOfAnotherTypeOrShapeAreNamed()
    {
        using TabularModel model = Train(SampleTable.TenClasses);
        Dictionary<string, OnnxTensor> outputs = Outputs(model, SampleTable.TenClasses);
        OnnxTensor good = outputs[OnnxNames.Probabilities];
        outputs[OnnxNames.Probabilities] = OnnxTensor.Of([24, 10], good.Values<float>()[..240]);
        Assert.Equal("output \"probabilities\" is float [24, 10]. Expected float [240, 10]",
            Refused<InvalidDataException>(model, SampleTable.TenClasses, outputs));
        outputs[OnnxNames.Probabilities] = OnnxTensor.Of([240, 10], Array.ConvertAll(good.Values<float>(), p => (double)p));
        Assert.Equal("output \"probabilities\" is double [240, 10]. Expected float [240, 10]",
            Refused<InvalidDataException>(model, SampleTable.TenClasses, outputs));
    }

    static OnnxTensor Probabilities(Dictionary<string, OnnxTensor> outputs, Action<float[]> change)
    {
        OnnxTensor given = outputs[OnnxNames.Probabilities];
        float[] changed = [.. given.Values<float>()];
        change(changed);
        return OnnxTensor.Of(given.Shape, changed);
    }

    // a softmax is the same of outputs that are all larger, but their last digits are lost
    static void Raise(Model<float> model, float by)
    {
        ParameterBlock[] blocks = [.. model.Network.Blocks()];
        Assert.EndsWith("bias", blocks[^1].Name, StringComparison.Ordinal);
        var values = new float[blocks[^1].Count];
        model.Parameters.Read(blocks.Length - 1, values);
        model.Parameters.Write(blocks.Length - 1, Array.ConvertAll(values, value => value + by));
    }

    static Dictionary<string, OnnxTensor> Outputs(TabularModel model, Table table) =>
        new Dictionary<string, OnnxTensor>(new OnnxEvaluator(OnnxExport.Of(model, new())).Run(CellFeed.Of(model, table)))
            .ToDictionary(one => one.Key == "class_" ? OnnxNames.Class : one.Key, one => one.Value);

    static ParityCheck Check(TabularModel model, Table table, Dictionary<string, OnnxTensor> outputs)
    {
        var check = new ParityCheck("rows");
        check.Add(model, table, outputs, new OnnxOptions().Coverage);
        return check;
    }

    static string Refused<T>(TabularModel model, Table table, Dictionary<string, OnnxTensor> outputs) where T : Exception =>
        Assert.Throws<T>(() => Check(model, table, outputs).Demand()).Message;

    static TabularModel Train(Table table, Quality quality = Quality.Fast) => TabularModel.Train(table, "y",
        new() { Epochs = 2, Quality = quality, Set = ["hidden=16"] }, cancellation: TestContext.Current.CancellationToken);
}
