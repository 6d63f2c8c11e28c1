using Myelin.Numerics;

namespace Myelin;

/// <summary>N(μ, σ²)</summary>
/// <param name="Deviation">σ ≥ 0</param>
/// <param name="Mean">μ</param>
public sealed record Normal(double Deviation = 0.05, double Mean = 0) : IInitializer
{
    public double Deviation { get; } = Throw.IfNegative(Deviation, "the deviation of a normal initializer");

    public double Mean { get; } = Throw.IfNotFinite(Mean, "the mean of a normal initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random)
    {
        foreach (ref double value in values) value = Mean + Deviation * random.Normal();
    }
}
