using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>x / m with m = max |x| of the training rows, 1 where all are 0: zeros stay zeros</summary>
public sealed record MaximumScaling(double Largest) : Scaling
{
    public override double Apply(double x) => Scaled(new Scalar<double>(x)).Value;

    public override double Invert(double scaled) => Inverted(new Scalar<double>(scaled)).Value;

    public override Expression Formula(Expression x) => Scaled(x);

    public override Expression InverseFormula(Expression scaled) => Inverted(scaled);

    TLane Scaled<TLane>(TLane x) where TLane : struct, ILane<TLane> => x / TLane.Of(Largest);

    TLane Inverted<TLane>(TLane scaled) where TLane : struct, ILane<TLane> => scaled * TLane.Of(Largest);

    public static MaximumScaling Fit(ReadOnlySpan<double> numbers) => new(Divisor(Present(numbers).Max(Math.Abs)));

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "maximum");
        json.WriteNumber("largest", Largest);
        json.WriteEndObject();
    }
}
