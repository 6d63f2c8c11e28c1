using Myelin.Numerics;

namespace Myelin;

/// <summary>N(0, σ²) with σ = g/√fan-in (LeCun, Bottou, Orr, Müller 1998, eq. 16; for SELU, Klambauer et al. 2017)</summary>
/// <param name="Gain">g &gt; 0</param>
/// <param name="Fan">which width counts</param>
public sealed record LeCunNormal(double Gain = 1, Fan Fan = Fan.In) : IInitializer
{
    public double Gain { get; } = Throw.IfNotPositive(Gain, "the gain of a LeCun initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random) =>
        VarianceScaling.Normal(values, Gain, VarianceScaling.Of(Fan, rows, columns), ref random);
}
