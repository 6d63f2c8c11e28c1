using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>x / m with m = max |x| of the training rows, 1 where all are 0: zeros stay zeros</summary>
public sealed record MaximumScaling(double Largest) : Scaling
{
    public override double Apply(double x) => x / Largest;

    public override double Invert(double scaled) => scaled * Largest;

    public static MaximumScaling Fit(ReadOnlySpan<double> numbers) => new(Divisor(Present(numbers).Max(Math.Abs)));

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "maximum");
        json.WriteNumber("largest", Largest);
        json.WriteEndObject();
    }
}
