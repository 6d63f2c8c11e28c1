using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>x</summary>
public sealed record NoScaling : Scaling
{
    public override double Apply(double x) => x;

    public override double Invert(double scaled) => scaled;

    public override Expression Formula(Expression x) => x;

    public override Expression InverseFormula(Expression scaled) => scaled;

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", "none");
        json.WriteEndObject();
    }
}
