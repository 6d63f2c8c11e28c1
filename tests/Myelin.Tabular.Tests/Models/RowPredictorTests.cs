using Myelin.Numerics;

namespace Myelin.Tabular.Tests.Models;

/// <summary>Cells one by one give the bits that a table gives.</summary>
public class RowPredictorTests
{
    public static TheoryData<string> Targets => ["number", "two", "ten", "threshold", "count"];

    [Theory]
    [MemberData(nameof(Targets))]
    public void MadeRowsArePredictedAsInATable(string target)
    {
        using TabularModel model = Model(target);
        Table rows = MadeRows.Of(model, 700, 3);
        IReadOnlyList<Prediction> expected = model.Predict(rows);
        var predictor = new RowPredictor(model) { KeepsUnknown = true };
        for (int row = 0; row < 200; row++)
        {
            predictor.Begin(1);
            Give(predictor, rows, model, row, 0);
            predictor.Predict(1);
            Assert.Equal(expected[row], predictor.Prediction(0));
        }
        for (int first = 0; first < rows.Rows; first += RowPredictor.MostRows)
        {
            int block = Math.Min(RowPredictor.MostRows, rows.Rows - first);
            predictor.Begin(block);
            for (int row = 0; row < block; row++) Give(predictor, rows, model, first + row, row);
            predictor.Predict(block);
            for (int row = 0; row < block; row++) Assert.Equal(expected[first + row], predictor.Prediction(row));
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void ValuesOfProgramsAreReadAsInADictionary(string target)
    {
        using TabularModel model = Model(target);
        object?[][] values =
        [
            [3, 7L, 2.5, 1e300, "12.5", " 4 ", "", null, double.NaN, "NA", true, new DateTime(2020, 3, 1)],
            ["red", " red ", "RED", "", "NA", null, "violet", 3, 2.5, true],
            [true, false, "true", "TRUE", "1", "0", 1, 0, 1.0, null, "", "yes", 2],
            ["w1", "w29", "w30", null, 17, "1"],
            [new DateTime(2020, 3, 1, 6, 0, 0), "2020-05-01", "2019-01-01T12:00:00", null, 5, "soon", new DateOnly(2021, 1, 1)],
        ];
        var predictor = new RowPredictor(model) { KeepsUnknown = true };
        string[] names = ["size", "color", "on", "word", "day"];
        for (int column = 0; column < names.Length; column++)
            foreach (object? value in values[column])
            {
                var row = new Dictionary<string, object?>
                {
                    ["size"] = 3.0,
                    ["color"] = "red",
                    ["on"] = true,
                    ["word"] = "w2",
                    ["day"] = new DateTime(2020, 2, 2),
                };
                row[names[column]] = value;
                Prediction? expected = null, found = null;
                string? problem = Problem(() => expected = model.Predict(row)),
                    same = Problem(() => found = Predict(predictor, model, row));
                Assert.Equal(expected, found);
                Assert.Equal(problem is null, same is null);
                if (same is not null) Assert.StartsWith($"row 1, column {names[column]}: ", same, StringComparison.Ordinal);
            }
    }

    [Fact]
    public void NumbersMissingCellsAndKnownWordsAllocateNothing()
    {
        foreach (string target in (string[])["number", "ten", "threshold"])
        {
            using TabularModel model = Model(target);
            var predictor = new RowPredictor(model);
            string[] colors = ["red", "blue"];
            int places = model.Encoder.Columns.Count;
            void Run()
            {
                for (int i = 0; i < 100; i++)
                {
                    predictor.Begin(1);
                    for (int column = 0; column < places; column++)
                        if (model.Encoder.Columns[column].Column == "color") predictor.Set(0, column, colors[i % 2].AsSpan());
                        else if (model.Encoder.Columns[column].Column == "word") predictor.Set(0, column, "w3".AsSpan());
                        else if (i % 3 == 0) predictor.SetMissing(0, column);
                        else predictor.Set(0, column, i % 2);
                    predictor.Predict(1);
                    if (model.Calibration.Intervals is { } intervals) intervals.Of(predictor.Value(0), 0.5);
                }
            }
            Run();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void MissingNumbersStandForMissingCells()
    {
        Table table = Read("x,y\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{(i % 5 == 0 ? -999 : i)},{i * 2}")));
        using TabularModel model = Trained.Model(table, "y", new() { Quality = Quality.Fast, Epochs = 2 });
        var predictor = new RowPredictor(model);
        var found = new List<double>();
        foreach (double x in (double[])[-999, double.NaN, 7])
        {
            predictor.Begin(1);
            predictor.Set(0, 0, x);
            predictor.Predict(1);
            found.Add(predictor.Value(0));
            Assert.Equal(model.Predict(new Dictionary<string, object?> { ["x"] = x }).Value, found[^1]);
        }
        Assert.Equal(found[1], found[0]);
        Assert.NotEqual(found[2], found[0]);

        static Table Read(string text)
        {
            using var folder = new TemporaryFolder();
            return Table.Read(folder.Write("rows.csv", System.Text.Encoding.UTF8.GetBytes(text)), new() { Missing = ["-999"] });
        }
    }

    [Fact]
    public void StrictOptionsRefuseWhatWasNotInTraining()
    {
        using TabularModel model = Model("number");
        var predictor = new RowPredictor(model) { Options = new() { Strict = true } };
        int color = Place(model, "color"), size = Place(model, "size"), day = Place(model, "day");
        predictor.Begin(2, before: 256);
        Assert.Equal("row 258, column color: the value is a category that was not in training",
            Problem(() => predictor.Set(1, color, "violet".AsSpan())));
        Assert.StartsWith("row 257, column size: the value is outside the training range", Problem(() => predictor.Set(0, size, 1e9)),
            StringComparison.Ordinal);
        Assert.StartsWith("row 257, column day: the value is missing", Problem(() => predictor.SetMissing(0, day)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AModelIsReadFromAStream()
    {
        using TabularModel model = Model("two");
        using var folder = new TemporaryFolder();
        model.Save(folder["m.safetensors"]);
        byte[] bytes = File.ReadAllBytes(folder["m.safetensors"]);
        using TabularModel loaded = TabularModel.Load(new MemoryStream(bytes), "m");
        Table rows = MadeRows.Of(model, 40, 1);
        Assert.Equal(model.Predict(rows), loaded.Predict(rows));
        bytes[^1] ^= 1;
        Assert.StartsWith("m: is damaged",
            Assert.Throws<InvalidFileException>(() => TabularModel.Load(new MemoryStream(bytes), "m")).Message, StringComparison.Ordinal);
    }

    static TabularModel Model(string target)
    {
        var random = new RandomStream(5, RandomPurpose.Other);
        const int Rows = 400;
        double[] noise = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        string?[] colors = ["red", "green", "blue", null];
        int[] each = [.. Enumerable.Range(0, Rows)];
        Table table = Table.Of(
            Column.Of("size", [.. each.Select(i => i % 7 == 0 ? double.NaN : i * 0.5)]),
            Column.Of("color", [.. each.Select(i => colors[i % 4])]),
            Column.Of("on", [.. each.Select(i => i % 11 == 0 ? null : (bool?)(i % 3 == 0))]),
            Column.Of("word", [.. each.Select(i => $"w{i % 30}")]),
            Column.Of("day", [.. each.Select(i => (DateTime?)new DateTime(2020, 1, 1).AddHours(i * 31))]),
            target switch
            {
                "number" => Column.Of("y", [.. each.Select(i => i * 1.25 + i % 3 + 20 * noise[i])]),
                "count" => Column.Of("y", [.. each.Select(i => Math.Floor(i / 40.0 + 3 * noise[i]))]),
                "ten" => Column.Of("y", [.. each.Select(i => $"class {(int)(i / 40.0 + noise[i]) % 10}")]),
                _ => Column.Of("y", [.. each.Select(i => i / (double)Rows + noise[i] > 1.2 ? "yes" : "no")]),
            });
        TabularOptions options = new() { Quality = Quality.Fast, Epochs = 3 };
        return Trained.Model(table, "y", target switch
        {
            "threshold" => options with { Threshold = ThresholdMetric.F1 },
            "two" => options with { Quality = Quality.Default },
            "count" => options with { Loss = new PoissonNegativeLogLikelihood() },
            _ => options,
        });
    }

    static int Place(TabularModel model, string column) => model.Inputs.Index().Single(input => input.Item == column).Index;

    static Prediction Predict(RowPredictor predictor, TabularModel model, Dictionary<string, object?> row)
    {
        predictor.Begin(1);
        for (int column = 0; column < predictor.Columns; column++) predictor.Set(0, column, row[model.Inputs[column]]);
        predictor.Predict(1);
        return predictor.Prediction(0);
    }

    static void Give(RowPredictor predictor, Table rows, TabularModel model, int row, int at)
    {
        for (int column = 0; column < predictor.Columns; column++)
        {
            Column cells = rows[model.Encoder.Columns[column].Column];
            if (cells.IsMissing(row)) predictor.SetMissing(at, column);
            else if (cells is CategoryColumn words) predictor.Set(at, column, words.Text(row).AsSpan());
            else if (cells is DateColumn dates) predictor.Set(at, column, (object?)dates[row]);
            else predictor.Set(at, column, cells.Number(row));
        }
    }

    static string? Problem(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (InvalidFileException e)
        {
            return e.Message;
        }
    }
}
