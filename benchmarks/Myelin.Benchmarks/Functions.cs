using BenchmarkDotNet.Attributes;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Benchmarks;

/// <summary>Every activation and its slope over a batch that fits the first-level cache.</summary>
public class Functions
{
    readonly Arena<float> _arena = new();
    Panels<float> _z, _a, _delta;
    ActivationPass<float> _pass = null!;

    public static IEnumerable<FunctionCase> Cases =>
        ActivationNames.All.Select(name => new FunctionCase(name, ActivationNames.Parse(name)));

    [ParamsSource(nameof(Cases))]
    public FunctionCase Case { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        Take();
        _arena.Allocate();
        Take();
        _pass = Lanes.Choose<float, ActivationPass<float>, Binding>(Lanes.Bits, new(Case.Function));
        var random = new Random(1);
        for (int row = 0; row < _z.Rows; row++)
            for (int column = 0; column < _z.Columns; column++) (_z[row, column], _delta[row, column]) = (random.NextSingle() * 8 - 4, 1);
    }

    void Take()
    {
        int width = Lanes.Width<float>(Lanes.Bits);
        (_z, _a, _delta) =
            (_arena.Take(FunctionCase.Batch, FunctionCase.Units, width), _arena.Take(FunctionCase.Batch, FunctionCase.Units, width),
                _arena.Take(FunctionCase.Batch, FunctionCase.Units, width));
    }

    [Benchmark(Description = "σ(z)")]
    public void Value() => _pass.Forward(_z, _a, 0, FunctionCase.Batch);

    [Benchmark(Description = "δ ⊙ σ′(z)")]
    public void Slope() => _pass.Backward(_z, _a, _delta, 0, FunctionCase.Batch);

    [GlobalCleanup]
    public void Cleanup() => _arena.Dispose();

    readonly struct Binding(IActivation function) : ILaneChoice<float, ActivationPass<float>>
    {
        public ActivationPass<float> On<TLane>() where TLane : struct, ILane<TLane, float> => ActivationPass<float>.Of<TLane>(function);
    }
}

public sealed record FunctionCase(string Name, IActivation Function) : Work(Name)
{
    public const int Batch = 32, Units = 64;

    public override double Elements => Batch * Units;
}
