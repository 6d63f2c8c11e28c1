using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>x</summary>
public sealed record NoScaling : Scaling
{
    public override double Apply(double x) => x;

    public override double Invert(double scaled) => scaled;

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "none");
        json.WriteEndObject();
    }
}
