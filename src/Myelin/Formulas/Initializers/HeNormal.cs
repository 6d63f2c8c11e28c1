using Myelin.Numerics;

namespace Myelin;

/// <summary>N(0, σ²) with σ = √(2 / ((1 + s²) fan)), for rectifiers (He, Zhang, Ren, Sun 2015, eq. 10, 15)</summary>
/// <param name="NegativeSlope">s, the rectifier's slope below zero: 0 for ReLU</param>
/// <param name="Fan">which width counts</param>
public sealed record HeNormal(double NegativeSlope = 0, Fan Fan = Fan.In) : IInitializer
{
    public double NegativeSlope { get; } = Throw.IfNotFinite(NegativeSlope, "the negative slope of a He initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random) =>
        VarianceScaling.Normal(values, VarianceScaling.RectifierGain(NegativeSlope), VarianceScaling.Of(Fan, rows, columns), ref random);
}
