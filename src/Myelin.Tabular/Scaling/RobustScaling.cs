using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// (x − q₅₀) / (q₇₅ − q₂₅) with the training rows' quartiles, which a few wild numbers do not move; 1 for equal quartiles
/// </summary>
public sealed record RobustScaling(double Median, double Spread) : Scaling
{
    public override double Apply(double x) => Scaled(new Scalar<double>(x)).Value;

    public override double Invert(double scaled) => Inverted(new Scalar<double>(scaled)).Value;

    public override Expression Formula(Expression x) => Scaled(x);

    public override Expression InverseFormula(Expression scaled) => Inverted(scaled);

    TLane Scaled<TLane>(TLane x) where TLane : struct, ILane<TLane> => (x - TLane.Of(Median)) / TLane.Of(Spread);

    TLane Inverted<TLane>(TLane scaled) where TLane : struct, ILane<TLane> => scaled * TLane.Of(Spread) + TLane.Of(Median);

    public static RobustScaling Fit(ReadOnlySpan<double> numbers)
    {
        double[] x = Present(numbers);
        Array.Sort(x);
        return new(Quantiles.Median(x), Divisor(Quantiles.Of(x, 0.75) - Quantiles.Of(x, 0.25)));
    }

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "robust");
        json.WriteNumber("median", Median);
        json.WriteNumber("spread", Spread);
        json.WriteEndObject();
    }
}
