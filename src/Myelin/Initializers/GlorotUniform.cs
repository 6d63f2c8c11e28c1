namespace Myelin.Initializers;

/// <summary>U(−a, a) with a = g √(6 / (fan-in + fan-out)) (Glorot, Bengio 2010, eq. 16)</summary>
public sealed record GlorotUniform(double Gain = 1) : IInitializer
{
    public void Fill(Span<double> values, int rows, int columns, ref RandomStream random)
    {
        double a = Gain * Math.Sqrt(6d / (rows + columns));
        foreach (ref double value in values) value = random.Uniform(-a, a);
    }
}
