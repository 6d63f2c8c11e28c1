using Myelin.Tabular;

namespace Myelin.Onnx.Tests.Exporting;

/// <summary>Models of tables in ONNX Runtime, against Predict, on the training rows and on made ones.</summary>
public class TableTests
{
    const int Made = 400;

    public static TheoryData<string, string> Cases { get; } = new MatrixTheoryData<string, string>(
        ["numbers", "two", "ten"],
        ["default", "realmlp", "realmlp-small", "tabm", "plain", "none", "standard", "range", "maximum", "robust", "smoothclip"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryTaskAgreesWithEveryRecipeAndScaling(string task, string how)
    {
        TabularOptions options = new() { Epochs = 3, Quality = Quality.Fast };
        options = Enum.TryParse(how, ignoreCase: true, out ScalingKind scaling)
            ? options with { RecipeName = "default", Set = [$"scaling={how}", "hidden=16"] }
            : options with { RecipeName = how, Set = ["hidden=16"] };
        Agrees(TableOf(task), options);
    }

    static Table TableOf(string task) => task switch
    {
        "numbers" => SampleTable.Numbers,
        "two" => SampleTable.TwoClasses,
        _ => SampleTable.TenClasses,
    };

    [Theory]
    [InlineData("numbers")]
    [InlineData("two")]
    [InlineData("ten")]
    public void EnsemblesOfTwoKindsAgree(string task) => Agrees(TableOf(task), new() { Epochs = 4, Set = ["hidden=16"] }, model =>
        Assert.True(model.Members.Count > 5 && model.Members.Select(member => member.Network.ToString()).Distinct().Count() == 2));

    [Theory]
    [InlineData(Quality.Fast)]
    [InlineData(Quality.Default)]
    public void AThresholdAgrees(Quality quality) => Agrees(SampleTable.TwoClasses,
        new() { Epochs = 4, Quality = quality, Threshold = ThresholdMetric.F1, Set = ["hidden=16"] },
        model => Assert.NotNull(model.Calibration.Threshold));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ATemperatureAgrees(bool ofMembers)
    {
        using TabularModel model = Train(SampleTable.TenClasses, new() { Epochs = 3, Set = ["hidden=16"] });
        model.Restore(model.Calibration with { OfMembers = ofMembers, Temperature = 0.37 });
        Agrees(model, SampleTable.TenClasses);
    }

    [Fact]
    public void OutputsThatAreNoProbabilitiesAgree() =>
        Agrees(SampleTable.TenClasses,
            new() { Epochs = 3, Quality = Quality.Fast, Loss = new SquaredHinge(), Hidden = [new Dense(8, new Relu())] });

    // without a matrix of classes by classes
    [Fact]
    public void OutputsOfManyClassesThatAreNoProbabilitiesAgree()
    {
        const int Classes = 300;
        double[] numbers = [.. Enumerable.Range(0, 4 * Classes).Select(row => (double)row)];
        Table table = Table.Of([Column.Of("x", numbers), Column.Of("y", [.. numbers.Select(row => $"class {row % Classes}")])]);
        using TabularModel model = Train(table,
            new() { Epochs = 1, Quality = Quality.Fast, Loss = new SquaredHinge(), Hidden = [new Dense(8, new Relu())] });
        Assert.Equal(Classes, model.Target.Classes!.Count);
        Assert.DoesNotContain(OnnxExport.Of(model, new()).Graph.Initializers, one => one.Value.Count >= Classes * Classes);
        Agrees(model, table);
    }

    [Fact]
    public void EncodedRowsAgree()
    {
        using TabularModel model = Train(SampleTable.Numbers, new() { Epochs = 3, Quality = Quality.Fast });
        Agrees(model, SampleTable.Numbers, new() { Encoded = true });
    }

    [Fact]
    public void TheNewestOperatorsAgree()
    {
        using TabularModel model = Train(SampleTable.TenClasses, new() { Epochs = 3, Quality = Quality.Fast });
        Agrees(model, SampleTable.TenClasses, new() { Opset = OnnxOptions.GreatestOpset });
    }

    [Fact]
    public void TheSameModelGivesTheSameBytes()
    {
        using TabularModel model = Train(SampleTable.Numbers, new() { Epochs = 1, Quality = Quality.Fast });
        Assert.Equal(OnnxWriter.ToArray(OnnxExport.Of(model, new())), OnnxWriter.ToArray(OnnxExport.Of(model, new())));
    }

    static TabularModel Train(Table table, TabularOptions options) =>
        TabularModel.Train(table, "y", options, cancellation: TestContext.Current.CancellationToken);

    static void Agrees(Table table, TabularOptions options, Action<TabularModel>? check = null)
    {
        using TabularModel model = Train(table, options);
        check?.Invoke(model);
        Agrees(model, table);
    }

    static void Agrees(TabularModel model, Table table, OnnxOptions? options = null)
    {
        options ??= new();
        byte[] file = OnnxWriter.ToArray(OnnxExport.Of(model, options));
        Assert.Equal(table.Rows, Loaded.Compare(model, file, table, options).Rows);
        Loaded.Compare(model, file, MadeRows.Of(model, Made, 7), options);
    }
}
