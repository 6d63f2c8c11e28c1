using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>x · f + o, which takes the smallest training number to one bound (0) and the largest to another (1)</summary>
/// <param name="Factor">f = (high − low) / (max − min), or high − low where all numbers are equal</param>
/// <param name="Offset">o = low − min · f</param>
public sealed record RangeScaling(double Factor, double Offset) : Scaling
{
    public override double Apply(double x) => Scaled(new Scalar<double>(x)).Value;

    public override double Invert(double scaled) => Inverted(new Scalar<double>(scaled)).Value;

    public override Expression Formula(Expression x) => Scaled(x);

    public override Expression InverseFormula(Expression scaled) => Inverted(scaled);

    TLane Scaled<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * TLane.Of(Factor) + TLane.Of(Offset);

    TLane Inverted<TLane>(TLane scaled) where TLane : struct, ILane<TLane> => (scaled - TLane.Of(Offset)) / TLane.Of(Factor);

    public static RangeScaling Fit(ReadOnlySpan<double> numbers, double low = 0, double high = 1)
    {
        if (!(low < high && double.IsFinite(high - low)))
            throw Refusal.Of($"The range must go from a lower to a higher number, but {low} to {high} was given.", nameof(high));
        double[] x = Present(numbers);
        double minimum = x.Min(), factor = (high - low) / Divisor(x.Max() - minimum);
        return new(factor, low - minimum * factor);
    }

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "range");
        json.WriteNumber("factor", Factor);
        json.WriteNumber("offset", Offset);
        json.WriteEndObject();
    }
}
