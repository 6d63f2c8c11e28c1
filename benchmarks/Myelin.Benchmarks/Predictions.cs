using BenchmarkDotNet.Attributes;

namespace Myelin.Benchmarks;

/// <summary>Predictions into the caller's memory.</summary>
public class Predictions
{
    Model<float> _model = null!;
    float[] _inputs = [], _outputs = [];

    public static IEnumerable<PredictionCase> Cases =>
        from network in NetworkCase.All.DistinctBy(network => network.Network.ToString())
        from rows in new[] { 1, 1024 }
        select new PredictionCase(network.Network, rows);

    [ParamsSource(nameof(Cases))]
    public PredictionCase Case { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        _model = Model.Create(Case.Network);
        (_inputs, _outputs) = (new float[Case.Count * Case.Network.Inputs], new float[Case.Count * Case.Network.Outputs]);
        var random = new Random(1);
        foreach (ref float x in _inputs.AsSpan()) x = random.NextSingle();
    }

    [Benchmark]
    public void Predict() => _model.Predict(_inputs, _outputs);

    [GlobalCleanup]
    public void Cleanup() => _model.Dispose();
}

public sealed record PredictionCase(Network Network, int Count)
    : Work($"{string.Join('-', Network.Widths())}, {(Count == 1 ? "1 row" : $"{Count} rows")}")
{
    public override double Rows => Count;

    public override double Flops => 2d * Count * Network.Widths().Zip(Network.Widths().Skip(1), (i, o) => (double)i * o).Sum();
}
