using System.Reflection;

namespace Myelin.Export.Tests;

/// <summary>Networks and models of tables, compiled as C#: the bits of the engine and of predictions.</summary>
public class CSharpTests
{
    const int Rows = 2000;

    public static TheoryData<string> Names => [.. TrainedModels.Names];

    delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

    [Fact]
    public void EveryLayerHasTheBitsOfTheEngine()
    {
        var models = Networks.All.Select((pair, i) => (pair.Key, Name: $"Net{i}", Model: Networks.Of(pair.Value, (ulong)i + 1))).ToList();
        using var compiled = new CompiledCSharp(models.Select(of => new CSharpProgram(of.Name, null,
            [ForwardGraph.Of(of.Model.Network, of.Model.Parameters, of.Model.Link)])));
        float[] inputs = Networks.Rows(Rows, 5);
        var wrong = new List<string>();
        foreach ((string key, string name, Model<float> model) in models)
        {
            int width = model.Network.Outputs, different = 0;
            float[] expected = new float[Rows * width], found = new float[width];
            model.Predict(inputs, expected);
            var forward = compiled[name].GetMethod("Forward")!.CreateDelegate<Forward>();
            for (int row = 0; row < Rows; row++)
            {
                forward(inputs.AsSpan(3 * row, 3), found);
                if (!Bits.Same(expected.AsSpan(row * width, width), found)) different++;
            }
            if (different > 0) wrong.Add($"{key}: {different} of {Rows} rows");
            model.Dispose();
        }
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Names))]
    public void APredictionHasTheBitsOfTheModel(string name)
    {
        TabularModel model = TrainedModels.Of(name);
        TabularProgram program = TabularProgram.Of(model);
        using var compiled = new CompiledCSharp([new CSharpProgram("Model", program, program.Members)]);
        (Type type, Type rowType) = (compiled["Model"], compiled["Model+Row"]);
        MethodInfo predict = type.GetMethod("Predict")!;
        PropertyInfo[] fields = rowType.GetProperties();
        Table rows = MadeRows.Of(model, 1000, 3);
        IReadOnlyList<Prediction> expected = model.Predict(rows);
        int different = 0;
        for (int row = 0; row < rows.Rows; row++)
        {
            object cells = Activator.CreateInstance(rowType)!;
            for (int i = 0; i < fields.Length; i++) fields[i].SetValue(cells, Cell(rows[model.Inputs[i]], row));
            object answer = predict.Invoke(null, [cells])!;
            (Prediction found, int unknown) = Answer(answer);
            if (found != expected[row] with { UnknownCells = [] } || unknown != expected[row].UnknownCells.Count) different++;
        }
        Assert.True(different == 0, $"{different} of {rows.Rows} rows");
        if (model.Calibration.Intervals is not { } intervals) return;
        MethodInfo interval = type.GetMethod("Interval")!;
        foreach (double coverage in (double[])[0.01, 0.5, 0.9, 0.99, 0.9999])
            for (double prediction = 50; prediction < 500; prediction += 13.7)
            {
                var (low, high) = ((double, double))interval.Invoke(null, [prediction, coverage])!;
                Assert.Equal(intervals.Of(prediction, coverage), new(low, high));
            }
    }

    static object? Cell(Column column, int row) => column switch
    {
        BooleanColumn booleans => booleans[row],
        DateColumn dates => dates[row],
        NumberColumn => column.Number(row),
        // blanks around a word are taken off, as .NET does
        _ => row % 2 == 1 && column.Text(row) is { } word ? $" \t{word} " : column.Text(row),
    };

    static (Prediction, int) Answer(object answer)
    {
        T? Get<T>(string name) => answer.GetType().GetProperty(name)?.GetValue(answer) is T value ? value : default;
        var prediction = new Prediction(Get<string>("Class"), Get<float[]>("Probabilities") ?? [], Get<double>("Value"));
        return (prediction with { IsClamped = Get<bool>("IsClamped") }, Get<int>("Unknown"));
    }
}
