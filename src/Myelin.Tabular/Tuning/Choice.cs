using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>One of several values.</summary>
public sealed record Choice(params EquatableArray<string> Values) : Distribution
{
    public EquatableArray<string> Values { get; init => field = Checked(value); } = Checked(Values);

    public override int Count => Values.Count;

    public override string At(double place) => Values[Math.Clamp((int)(place * Values.Count), 0, Values.Count - 1)];

    public override double? PlaceOf(string value)
    {
        for (int i = 0; i < Values.Count; i++)
            if (Values[i] == value) return (i + 0.5) / Values.Count;
        return null;
    }

    static EquatableArray<string> Checked(EquatableArray<string> values) => Refusal.IfNull(values, nameof(Values)).Count > 0 ? values
        : throw Refusal.Argument("A choice needs at least one value.", nameof(Values));

    public override string ToString() => string.Join(" | ", Values);
}
