using Myelin.Numerics;

namespace Myelin;

/// <summary>U(−a, a) with a = g √(3/fan-in) (LeCun, Bottou, Orr, Müller 1998, eq. 16)</summary>
/// <param name="Gain">g &gt; 0</param>
/// <param name="Fan">which width counts</param>
public sealed record LeCunUniform(double Gain = 1, Fan Fan = Fan.In) : IInitializer
{
    public double Gain { get; } = Throw.IfNotPositive(Gain, "the gain of a LeCun initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random) =>
        VarianceScaling.Uniform(values, Gain, VarianceScaling.Of(Fan, rows, columns), ref random);
}
