using Myelin.Numerics;

namespace Myelin;

/// <summary>U(low, high)</summary>
/// <param name="Low">the least number</param>
/// <param name="High">above Low; itself never drawn</param>
public sealed record Uniform(double Low = -0.05, double High = 0.05) : IInitializer
{
    public double Low { get; } = Throw.IfNotFinite(Low, "the low end of a uniform initializer");

    public double High { get; } = Throw.IfNotAbove(High, Low, "the high end of a uniform initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random)
    {
        foreach (ref double value in values) value = random.Uniform(Low, High);
    }
}
