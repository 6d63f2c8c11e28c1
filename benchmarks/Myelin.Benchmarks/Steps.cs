using BenchmarkDotNet.Attributes;

namespace Myelin.Benchmarks;

/// <summary>Whole training steps: gather, forward, loss, backward, descend; one call is an epoch of a case's steps.</summary>
public class Steps : StepsOfACase
{
    /// <summary>At most.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    private protected override int MostThreads => Threads;
}

/// <summary>The same in every width of vector, on one thread; shares of the peak are of the widest.</summary>
public class Ladder : StepsOfACase
{
    [Params(0, 128, 256, 512)]
    public int Width { get; set; }

    // panels are as wide as the vectors
    private protected override Parameters<float> NewParameters() => new([.. Case.Network.Blocks()], Kernels.Lanes.Width<float>(Width));
}

public abstract class StepsOfACase
{
    Model<float> _model = null!;
    IEngine<float> _engine = null!;
    Samples<float> _samples = null!;
    int[] _order = [];

    public static IEnumerable<NetworkCase> Cases => NetworkCase.All;

    [ParamsSource(nameof(Cases))]
    public NetworkCase Case { get; set; } = null!;

    private protected virtual int MostThreads => 1;

    [GlobalSetup]
    public void Setup()
    {
        Prepare();
        Begin();
    }

    /// <summary>The model and its rows.</summary>
    public void Prepare()
    {
        _model = new(Case.Network, NewParameters());
        _model.Parameters.Initialize(seed: 1);
        _samples = Case.Samples();
        _order = [.. Enumerable.Range(0, _samples.Rows)];
        new Random(2).Shuffle(_order);
    }

    /// <summary>What a training does before its first step.</summary>
    public void Begin()
    {
        _engine = Engines.Cpu<float>(
            new(Case.Network, _model.Parameters, Case.Loss, Case.Optimizer), new() { BatchSize = Case.Batch, Threads = MostThreads });
        _engine.Reserve(SampleShape.Of(_samples, _samples.Rows));
    }

    private protected virtual Parameters<float> NewParameters() => Case.Network.Parameters<float>();

    [Benchmark]
    public double Epoch() => _engine.RunEpoch(_samples, _order, _order.Length);

    /// <summary>A single one.</summary>
    public double Step() => _engine.RunEpoch(_samples, _order, Case.Batch);

    [GlobalCleanup]
    public void Cleanup()
    {
        _engine.Dispose();
        _model.Dispose();
    }
}
