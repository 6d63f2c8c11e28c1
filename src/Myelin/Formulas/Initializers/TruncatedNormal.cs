using Myelin.Numerics;

namespace Myelin;

/// <summary>N(μ, σ²) with what lies beyond μ ± bσ drawn again</summary>
/// <remarks>The deviation of what is left is smaller than σ: 0.880 σ at b = 2.</remarks>
/// <param name="Deviation">σ ≥ 0</param>
/// <param name="Mean">μ</param>
/// <param name="Bound">b &gt; 0</param>
public sealed record TruncatedNormal(double Deviation = 0.05, double Mean = 0, double Bound = 2) : IInitializer
{
    public double Deviation { get; } = Throw.IfNegative(Deviation, "the deviation of a truncated normal initializer");

    public double Mean { get; } = Throw.IfNotFinite(Mean, "the mean of a truncated normal initializer");

    public double Bound { get; } = Throw.IfNotPositive(Bound, "the bound of a truncated normal initializer");

    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random)
    {
        foreach (ref double value in values) value = Mean + Deviation * random.TruncatedNormal(Bound);
    }
}
