namespace Myelin.Export.Tests;

/// <summary>
/// Tabular models in JavaScript say what Predict says, bit for bit: classes, probabilities, numbers, intervals, unknown cells.
/// </summary>
public class TableTests
{
    const int MadeRowsOfEach = 300;

    static readonly TabularOptions s_short = new() { Set = ["epochs=2", "hidden=12-9", "category-size=3"], Threads = 1 };

    static Table Training(int rows)
    {
        string?[] colors = ["red", "green", "blue", "dark \"blue\"", null, "</script>\u2028"], pets = ["cat", "dog"];
        var first = new DateTime(1969, 1, 1);
        return Table.Of(
            Column.Of("size", [.. Enumerable.Range(0, rows).Select(i => i % 7 == 0 ? double.NaN : i * 0.37 - 5)]),
            Column.Of("amount", [.. Enumerable.Range(0, rows).Select(i => i % 8 == 0 ? i * 1.5 : 0)]),
            Column.Of("color", [.. Enumerable.Range(0, rows).Select(i => colors[i * 7 % 5 == 3 ? 4 : i * 7 % 6])]),
            Column.Of("pet", [.. Enumerable.Range(0, rows).Select(i => pets[i / 3 % 2])]),
            Column.Of("code", [.. Enumerable.Range(0, rows).Select(i => $"c{i * i % 37}")]),
            Column.Of("on", [.. Enumerable.Range(0, rows).Select(i => i % 11 == 0 ? null : (bool?)(i % 3 == 0))]),
            Column.Of("day", [.. Enumerable.Range(0, rows).Select(i => (DateTime?)first.AddHours(i * 101.37))]),
            Column.Of("y", [.. Enumerable.Range(0, rows).Select(i => Math.Sin(i * 0.1) * 100 + i % 8 * 3)]),
            Column.Of("two", [.. Enumerable.Range(0, rows).Select(i => i * 5 % 7 < 3 ? "yes" : "no")]),
            Column.Of("many", [.. Enumerable.Range(0, rows).Select(i => $"class {i * 3 % 10}")]));
    }

    static readonly string[] s_targets = ["y", "two", "many"];

    static TabularModel Train(string target, TabularOptions options)
    {
        Table table = Training(240);
        string[] names = [.. table.Columns.Select(column => column.Name).Where(name => name == target || !s_targets.Contains(name))];
        return TabularModel.Train(Table.Of([.. names.Select(name => table[name])]), target, options,
            cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void ModelsSayTheSame()
    {
        TabularOptions one = s_short with { Quality = Quality.Fast },
            tabm = s_short with { RecipeName = "tabm", Set = ["epochs=1", "hidden=9", "members=3"] };
        (string Target, TabularOptions Options)[] trained =
        [
            ("y", one), ("two", one), ("many", one), ("y", s_short), ("many", s_short), ("y", tabm), ("many", tabm),
            ("two", s_short with { Threshold = ThresholdMetric.F1 }),
            ("two", one with { Loss = new Hinge(), Scaling = ScalingKind.Robust }),
        ];
        List<(string Name, TabularModel Model)> models =
            [.. trained.Select((model, i) => ($"{i} {model.Target}", Train(model.Target, model.Options)))];
        Same(models);
    }

    static void Same(List<(string Name, TabularModel Model)> models)
    {
        using var node = new Node();
        node.Write("names.json", $"[{string.Join(", ", models.Select((_, i) => $"\"t{i}\""))}]");
        for (int i = 0; i < models.Count; i++)
        {
            node.Write($"t{i}.mjs", JavaScriptModule.Of(models[i].Model).Whole);
            node.Write($"t{i}.x", Rows.Json(Made(models[i].Model), models[i].Model.Inputs));
        }
        node.Run(Rows.Run);
        for (int i = 0; i < models.Count; i++)
        {
            (string name, TabularModel model) = models[i];
            using (model)
            {
                string[] found = File.ReadAllLines(Path.Combine(node.Folder, $"t{i}.y"));
                Table made = Made(model);
                IReadOnlyList<Prediction> expected = model.Predict(made);
                Assert.Equal(expected.Count, found.Length);
                for (int row = 0; row < found.Length; row++)
                {
                    Interval? interval = model.Calibration.Intervals?.Of(expected[row].Value, 0.9);
                    if (Rows.Line(expected[row], interval) is var said && said != Rows.Line(found[row]))
                        Assert.Fail($"{name}, row {row + 1}:\n{said}\n{Rows.Line(found[row])}\n{expected[row]}\n{found[row]}\n" +
                            Rows.Json(made.Take([row]), model.Inputs));
                }
            }
        }
    }

    static Table Made(TabularModel model) => MadeRows.Of(model, MadeRowsOfEach, 3);
}
