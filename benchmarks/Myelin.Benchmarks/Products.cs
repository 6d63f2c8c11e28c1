using BenchmarkDotNet.Attributes;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin.Benchmarks;

/// <summary>x·W + b and xᵀ·δ by shape, one thread.</summary>
public class Products
{
    readonly Arena<float> _arena = new();
    Panels<float> _x, _w, _b, _z;
    Panels<float> _gradient;

    public static IEnumerable<Shape> Cases =>
    [
        .. new[] { 64, 128, 256, 512, 768, 1024, 2048 }.Select(n => new Shape(n, n, n)),
        new(128, 30, 64), new(128, 64, 64), new(128, 784, 256), new(128, 256, 128), new(128, 128, 10), new(512, 512, 1024),
    ];

    [ParamsSource(nameof(Cases))]
    public Shape Case { get; set; } = null!;

    [GlobalSetup]
    public void Setup()
    {
        Take();
        _arena.Allocate();
        Take();
        var random = new Random(1);
        foreach (Panels<float> matrix in new[] { _x, _w, _z })
            for (int row = 0; row < matrix.Rows; row++)
                for (int column = 0; column < matrix.Columns; column++) matrix[row, column] = random.NextSingle() - 0.5f;
    }

    void Take()
    {
        int width = Lanes.Width<float>(Lanes.Bits);
        (_x, _w) = (_arena.Take(Case.N, Case.I, width), _arena.Take(Case.I, Case.O, width));
        (_b, _z, _gradient) = (_arena.Take(1, Case.O, width), _arena.Take(Case.N, Case.O, width), _arena.Take(Case.I, Case.O, width));
    }

    [Benchmark(Description = "x·W + b")]
    public void Forward() => Lanes.Choose<float, int, ProductOn>(Lanes.Bits, new(_x, _w, _b, _z));

    [Benchmark(Description = "xᵀ·δ")]
    public void Gradient() => Lanes.Choose<float, int, GradientOn>(Lanes.Bits, new(_x, _z, _gradient));

    [GlobalCleanup]
    public void Cleanup() => _arena.Dispose();

    readonly struct ProductOn(Panels<float> x, Panels<float> w, Panels<float> b, Panels<float> z) : ILaneChoice<float, int>
    {
        public int On<TLane>() where TLane : struct, ILane<TLane, float>
        {
            MatMul.Product<float, TLane>(x, w, b, z, 0, x.Rows);
            return 0;
        }
    }

    readonly struct GradientOn(Panels<float> x, Panels<float> delta, Panels<float> gradient) : ILaneChoice<float, int>
    {
        public int On<TLane>() where TLane : struct, ILane<TLane, float>
        {
            foreach (Tile tile in Tiles.Of(gradient, Worker.Alone))
                MatMul.TransposedProduct<float, TLane>(x, delta, x.Rows, gradient, tile, add: false);
            return 0;
        }
    }
}

/// <summary>[N × I]·[I × O]</summary>
public sealed record Shape(int N, int I, int O) : Work($"{N}×{I}·{I}×{O}")
{
    public override double Flops => 2d * N * I * O;
}
