using Myelin.Numerics;

namespace Myelin;

/// <summary>What Glorot's, He's and LeCun's initializers share: zero mean and variance g²/fan.</summary>
static class VarianceScaling
{
    /// <summary>U(−a, a), a = g √(3/fan)</summary>
    public static void Uniform(Span<double> values, double gain, double fan, ref RandomStream random)
    {
        double a = gain * Math.Sqrt(3 / fan);
        foreach (ref double value in values) value = random.Uniform(-a, a);
    }

    /// <summary>N(0, g²/fan)</summary>
    public static void Normal(Span<double> values, double gain, double fan, ref RandomStream random)
    {
        double deviation = gain / Math.Sqrt(fan);
        foreach (ref double value in values) value = deviation * random.Normal();
    }

    public static double Of(Fan fan, int rows, int columns) => fan switch
    {
        Fan.In => rows,
        Fan.Out => columns,
        _ => (rows + (double)columns) / 2,
    };

    /// <summary>g = √(2/(1 + s²)), which makes up for what a rectifier of slope s below zero takes away.</summary>
    public static double RectifierGain(double slope) => Math.Sqrt(2 / (1 + slope * slope));
}
