using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>(x − μ) / σ with the mean μ and the population's standard deviation σ of the training rows, σ = 1 where all are equal</summary>
public sealed record StandardScaling(double Mean, double Deviation) : Scaling
{
    public override double Apply(double x) => Scaled(new Scalar<double>(x)).Value;

    public override double Invert(double scaled) => Inverted(new Scalar<double>(scaled)).Value;

    public override Expression Formula(Expression x) => Scaled(x);

    public override Expression InverseFormula(Expression scaled) => Inverted(scaled);

    TLane Scaled<TLane>(TLane x) where TLane : struct, ILane<TLane> => (x - TLane.Of(Mean)) / TLane.Of(Deviation);

    TLane Inverted<TLane>(TLane scaled) where TLane : struct, ILane<TLane> => scaled * TLane.Of(Deviation) + TLane.Of(Mean);

    /// <summary>μ = Σ x / n, σ² = (Σ (x − μ)² − (Σ (x − μ))² / n) / n: the second sum takes back the mean's rounding.</summary>
    /// <remarks>Chan, Golub, LeVeque 1983, "Algorithms for computing the sample variance", equation 1.7.</remarks>
    public static StandardScaling Fit(ReadOnlySpan<double> numbers)
    {
        double[] x = Present(numbers);
        double largest = x.Max(Math.Abs);
        // squares of numbers beyond 1e150 or below 1e-150 leave the range of numbers: compute in another unit
        double unit = largest is > 1e150 or (< 1e-150 and > 0) ? largest : 1;
        double sum = 0, squares = 0, rest = 0;
        foreach (double value in x) sum += value / unit;
        double mean = sum / x.Length;
        foreach (double value in x)
        {
            double distance = value / unit - mean;
            rest += distance;
            squares += distance * distance;
        }
        double variance = Math.Max(0, (squares - rest * rest / x.Length) / x.Length);
        bool constant = x.Max() == x.Min();
        return new(mean * unit, constant ? 1 : Divisor(Math.Sqrt(variance) * unit));
    }

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "standard");
        json.WriteNumber("mean", Mean);
        json.WriteNumber("deviation", Deviation);
        json.WriteEndObject();
    }
}
