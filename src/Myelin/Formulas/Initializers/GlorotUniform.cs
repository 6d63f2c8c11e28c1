using Myelin.Numerics;

namespace Myelin;

/// <summary>U(−a, a) with a = g √(6 / (fan-in + fan-out)) (Glorot, Bengio 2010, eq. 16)</summary>
/// <param name="Gain">g &gt; 0</param>
public sealed record GlorotUniform(double Gain = 1) : IInitializer
{
    public double Gain { get; } = Throw.IfNotPositive(Gain, "the gain of a Glorot initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random) =>
        VarianceScaling.Uniform(values, Gain, VarianceScaling.Of(Fan.Mean, rows, columns), ref random);
}
