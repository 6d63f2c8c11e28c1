using Myelin.Tabular;

namespace Myelin.Native.Tests;

/// <summary>Small models, each trained once.</summary>
static class Samples
{
    static readonly Lazy<TabularModel> s_number = new(() => Train("number")), s_two = new(() => Train("two")),
        s_ten = new(() => Train("ten"));

    public static TabularModel Model(string target) => target switch
    {
        "number" => s_number.Value,
        "two" => s_two.Value,
        _ => s_ten.Value,
    };

    static TabularModel Train(string target)
    {
        int[] each = [.. Enumerable.Range(0, 300)];
        string?[] colors = ["red", "grün", "blue", null];
        Table table = Table.Of(
            Column.Of("size", [.. each.Select(i => i % 7 == 0 ? double.NaN : i * 0.5)]),
            Column.Of("color", [.. each.Select(i => colors[i % 4])]),
            Column.Of("on", [.. each.Select(i => (bool?)(i % 3 == 0))]),
            Column.Of("word", [.. each.Select(i => $"w{i % 30}")]),
            Column.Of("day", [.. each.Select(i => (DateTime?)new DateTime(2020, 1, 1).AddHours(i * 31))]),
            target switch
            {
                "number" => Column.Of("y", [.. each.Select(i => i * 1.25 + i * 37 % 11)]),
                "ten" => Column.Of("y", [.. each.Select(i => $"class {(i / 30 + i * 7 % 3) % 10}")]),
                _ => Column.Of("y", [.. each.Select(i => i / 300.0 + i * 37 % 11 / 11.0 > 1 ? "yes" : "no")]),
            });
        // ten small networks where there are two classes
        TabularOptions options = new() { Quality = target == "two" ? Quality.Default : Quality.Fast, Epochs = 2, Set = ["hidden=32,32"] };
        return TabularModel.Train(table, "y", options, cancellation: TestContext.Current.CancellationToken);
    }

    /// <summary>A row of the training table, as JSON.</summary>
    public const string Row = """{"size": 12.5, "color": "grün", "on": true, "word": "w3", "day": "2020-03-01"}""";
}
