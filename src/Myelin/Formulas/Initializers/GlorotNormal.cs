using Myelin.Numerics;

namespace Myelin;

/// <summary>N(0, σ²) with σ = g √(2 / (fan-in + fan-out)) (Glorot, Bengio 2010, eq. 12)</summary>
/// <param name="Gain">g &gt; 0</param>
public sealed record GlorotNormal(double Gain = 1) : IInitializer
{
    public double Gain { get; } = Throw.IfNotPositive(Gain, "the gain of a Glorot initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random) =>
        VarianceScaling.Normal(values, Gain, VarianceScaling.Of(Fan.Mean, rows, columns), ref random);
}
