namespace Myelin.Tabular;

/// <summary>A setting by the name it is given with: key=value.</summary>
public sealed record Setting(string Name, Distribution Values)
{
    public string Name { get; init => field = Refusal.IfNull(value, nameof(Name)); } = Refusal.IfNull(Name, nameof(Name));

    public Distribution Values { get; init => field = Refusal.IfNull(value, nameof(Values)); } = Refusal.IfNull(Values, nameof(Values));

    public override string ToString() => $"{Name}: {Values}";
}
