using Myelin.Numerics;

namespace Myelin;

/// <summary>U(−a, a) with a = √(6 / ((1 + s²) fan)): He's variance, for rectifiers (He, Zhang, Ren, Sun 2015, eq. 10, 15)</summary>
/// <param name="NegativeSlope">s, the rectifier's slope below zero: 0 for ReLU</param>
/// <param name="Fan">which width counts</param>
public sealed record HeUniform(double NegativeSlope = 0, Fan Fan = Fan.In) : IInitializer
{
    public double NegativeSlope { get; } = Throw.IfNotFinite(NegativeSlope, "the negative slope of a He initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random) =>
        VarianceScaling.Uniform(values, VarianceScaling.RectifierGain(NegativeSlope), VarianceScaling.Of(Fan, rows, columns), ref random);
}
