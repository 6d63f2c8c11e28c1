namespace Myelin.Export.Tests;

/// <summary>Models of tables, compiled as C: the predictions of the model, to the bit.</summary>
public unsafe class TablesInCTests
{
    public static TheoryData<string> Names => [.. TrainedModels.Names];

    [Theory, MemberData(nameof(Names))]
    public void APredictionHasTheBitsOfTheModel(string name)
    {
        Assert.SkipUnless(CompiledC.Exists("gcc"), "There is no gcc to compile the programs with.");
        TabularModel model = TrainedModels.Of(name);
        TabularProgram program = TabularProgram.Of(model);
        Table rows = MadeRows.Of(model, 1000, 3);
        Assert.Equal(256, ProgramCheck.Of(program, null).Rows);
        using var compiled = new CompiledC("gcc", CompiledC.Files("model", new CProgram("model", program, program.Members)));
        var predict = (delegate* unmanaged<nint, nint, int>)compiled["model_predict"];
        IReadOnlyList<Prediction> expected = model.Predict(rows);
        int different = 0;
        for (int row = 0; row < rows.Rows; row++)
        {
            using CStruct cells = Row(model, rows, row), answer = new(4096);
            Assert.Equal(0, predict(cells.Address, answer.Address));
            (Prediction found, int unknown) = Answer(model, answer);
            if (found != expected[row] with { UnknownCells = [] } || unknown != expected[row].UnknownCells.Count) different++;
        }
        Assert.True(different == 0, $"{different} of {rows.Rows} rows");
        if (model.Calibration.Intervals is { } intervals) CheckIntervals(intervals, compiled);
    }

    static void CheckIntervals(PredictionIntervals intervals, CompiledC compiled)
    {
        var interval = (delegate* unmanaged<double, double, double*, double*, int>)compiled["model_interval"];
        foreach (double coverage in (double[])[0.01, 0.5, 0.8, 0.9, 0.95, 0.99, 0.9999])
            for (double prediction = 50; prediction < 500; prediction += 3.7)
            {
                double low, high;
                Assert.Equal(0, interval(prediction, coverage, &low, &high));
                Assert.Equal(intervals.Of(prediction, coverage), new(low, high));
            }
        Assert.Equal(1, interval(1, 1.5, null, null));
    }

    [Fact]
    public void AnInfiniteNumberIsRefusedAndClearIsAllMissing()
    {
        Assert.SkipUnless(CompiledC.Exists("gcc"), "There is no gcc to compile the programs with.");
        TabularModel model = TrainedModels.Of("number");
        TabularProgram program = TabularProgram.Of(model);
        using var compiled = new CompiledC("gcc", CompiledC.Files("model", new CProgram("model", program, program.Members)));
        var predict = (delegate* unmanaged<nint, nint, int>)compiled["model_predict"];
        using CStruct cells = new(4096), answer = new(4096);
        ((delegate* unmanaged<nint, void>)compiled["model_clear"])(cells.Address);
        Assert.Equal(0, predict(cells.Address, answer.Address));
        Prediction expected = model.Predict(model.Inputs.ToDictionary(column => column, _ => (object?)null));
        (Prediction found, int unknown) = Answer(model, answer);
        Assert.Equal(expected with { UnknownCells = [] }, found);
        Assert.Equal(expected.UnknownCells.Count, unknown);
        cells.At = 0;
        cells.Put(double.PositiveInfinity);
        Assert.Equal(1, predict(cells.Address, answer.Address));
        var date = (delegate* unmanaged<int, int, int, int, int, double, long>)compiled["model_date"];
        Assert.Equal(new DateTime(2024, 2, 29, 23, 59, 58, 123).Ticks, date(2024, 2, 29, 23, 59, 58.123));
        Assert.Equal(new DateTime(1900, 12, 31).Ticks, date(1900, 12, 31, 0, 0, 0));
    }

    static CStruct Row(TabularModel model, Table rows, int row)
    {
        var cells = new CStruct(4096);
        foreach (ColumnEncoder encoder in model.Encoder.Columns)
        {
            Column column = rows[encoder.Column];
            switch (encoder.Type)
            {
                case ColumnType.Number:
                    cells.Put(column.Number(row));
                    break;
                case ColumnType.Boolean:
                    cells.Put(column.IsMissing(row) ? -1 : (int)column.Number(row));
                    break;
                case ColumnType.Date:
                    cells.Put(((DateColumn)column)[row]?.Ticks ?? long.MinValue);
                    break;
                default:
                    // blanks around a word are taken off, as .NET does
                    cells.Put(row % 2 == 1 && column.Text(row) is { } word ? $" \t{word} " : column.Text(row));
                    break;
            }
        }
        return cells;
    }

    static (Prediction, int) Answer(TabularModel model, CStruct answer)
    {
        if (model.Target.Classes is not { } classes)
        {
            double number = answer.Get<double>();
            bool isClamped = answer.Get<int>() != 0;
            return (new(null, [], number) { IsClamped = isClamped }, answer.Get<int>());
        }
        int index = answer.Get<int>();
        string label = answer.GetText();
        Assert.Equal(classes[index], label);
        float[] probabilities = [.. Enumerable.Range(0, classes.Count).Select(_ => answer.Get<float>())];
        return (new(label, probabilities, answer.Get<double>()), answer.Get<int>());
    }
}
