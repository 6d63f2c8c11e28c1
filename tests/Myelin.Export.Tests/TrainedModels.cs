using System.Collections.Concurrent;

namespace Myelin.Export.Tests;

/// <summary>Small models of every kind of column and answer.</summary>
static class TrainedModels
{
    public static IReadOnlyList<string> Names { get; } =
        ["classes", "members-tempered", "mean-tempered", "threshold", "threshold-of-members", "number", "embeddings", "variances",
            "sigmoids", "layers"];

    static readonly ConcurrentDictionary<string, Lazy<TabularModel>> s_models = [];

    /// <summary>Trained once, whoever asks; nobody disposes it.</summary>
    public static TabularModel Of(string name) => s_models.GetOrAdd(name, _ => new(() => Train(name))).Value;

    static TabularModel Train(string name)
    {
        Table table = Rows(name);
        TabularModel model = TabularModel.Train(table, "y", Options(name), cancellation: TestContext.Current.CancellationToken);
        if (Calibration(name) is { } calibration) model.Restore(calibration);
        return model;
    }

    static TabularOptions Options(string name) => name switch
    {
        "embeddings" => new() { Epochs = 2, Quality = Quality.Default, Set = ["hidden=20-12"] },
        // two outputs a network
        "variances" => new()
        {
            Epochs = 2,
            Quality = Quality.Default,
            Set = ["hidden=20-12"],
            Loss = new HeteroscedasticNegativeLogLikelihood(),
        },
        "sigmoids" => new() { Epochs = 2, Hidden = [new Dense(7, new Silu())], Loss = new SigmoidCrossEntropy() },
        "layers" => new()
        {
            Epochs = 2,
            Hidden = [new Dense(12), new BatchNorm(), new PRelu(), new Residual(new Dense(12, new Gelu())), new LayerNorm()],
            Scaling = ScalingKind.Robust,
        },
        _ => new() { Epochs = 2, Quality = Quality.Fast, Set = ["hidden=20-12"] },
    };

    static ModelCalibration? Calibration(string name) => name switch
    {
        "members-tempered" => new() { Rows = 100, Temperature = 1.7, OfMembers = true },
        "mean-tempered" => new() { Rows = 100, Temperature = 0.6 },
        "threshold" => new() { Rows = 100, Temperature = 1.3, Threshold = 0.4 },
        "threshold-of-members" => new() { Rows = 100, Temperature = 1.3, OfMembers = true, Threshold = 0.4 },
        _ => null,
    };

    static Table Rows(string name)
    {
        const int Count = 240;
        string?[] colors = ["red", "green", "blau \"dunkel\"", "grün??/", null, "red", "red"];
        string[] two = ["yes", "no"];
        Column y = name switch
        {
            "number" or "embeddings" or "variances" => Column.Of("y", [.. Each(i => 100 + i * 1.25 + i % 3)]),
            "threshold" or "threshold-of-members" => Column.Of("y", [.. Each(i => (string?)two[i * i % 7 % 2])]),
            _ => Column.Of("y", [.. Each(i => (string?)$"class {i * 7 % 11 % 3}")]),
        };
        return Table.Of(
            Column.Of("size (m²)", [.. Each(i => i % 7 == 0 ? double.NaN : Math.Sin(i) * 50)]),
            Column.Of("mostly zero", [.. Each(i => i % 5 == 0 ? i * 0.37 : 0)]),
            Column.Of("color", [.. Each(i => colors[i % 7])]),
            Column.Of("two", [.. Each(i => (string?)two[i % 2])]),
            Column.Of("code", [.. Each(i => (string?)$"code {i % 17}")]),
            Column.Of("double", [.. Each(i => i % 11 == 3 ? null : (bool?)(i % 3 == 0))]),
            Column.Of("day", [.. Each(i => i % 9 == 0 ? null : (DateTime?)new DateTime(2019, 1, 1, 1, 2, 3).AddHours(i * 101))]),
            y);

        static IEnumerable<T> Each<T>(Func<int, T> of) => Enumerable.Range(0, Count).Select(of);
    }
}
