using Myelin.Numerics;

namespace Myelin.Onnx;

/// <summary>Elementary functions of doubles, the same bits on every system.</summary>
static class Functions
{
    public static double Exp(double x) => Elementary.Exp(new Scalar<double>(x)).Value;

    public static double ExpMinusOne(double x) => Elementary.ExpMinusOne(new Scalar<double>(x)).Value;

    public static double Log(double x) => Elementary.Log(new Scalar<double>(x)).Value;

    public static double LogOnePlus(double x) => Elementary.LogOnePlus(new Scalar<double>(x)).Value;

    public static double Tanh(double x) => Elementary.Tanh(new Scalar<double>(x)).Value;

    public static double Erf(double x) => Elementary.Erf(new Scalar<double>(x)).Value;

    public static double Sin(double x) => Elementary.Sin(new Scalar<double>(x)).Value;

    public static double Cos(double x) => Elementary.Cos(new Scalar<double>(x)).Value;

    public static double Sigmoid(double x) => Stable.Sigmoid(new Scalar<double>(x), new Scalar<double>(Exp(-Math.Abs(x)))).Value;

    /// <summary>ln(1 + eˣ)</summary>
    public static double Softplus(double x) => Stable.Softplus(new Scalar<double>(x), new Scalar<double>(Exp(-Math.Abs(x)))).Value;

    /// <summary>xʸ; NaN for a negative x and a y that is not whole</summary>
    public static double Power(double x, double y)
    {
        if (y == 0.5) return Math.Sqrt(x);
        if (Math.Abs(y) <= int.MaxValue && y == Math.Floor(y))
            return y >= 0 ? Elementary.Power(x, (long)y) : 1 / Elementary.Power(x, (long)-y);
        return x == 0 ? y < 0 ? double.PositiveInfinity : 0 : Exp(y * Log(x));
    }
}
