namespace Myelin.Tabular;

/// <summary>The settings that are searched, each with its values.</summary>
public sealed record SearchSpace(params EquatableArray<Setting> Settings)
{
    public override string ToString() => string.Join("; ", Settings);
}
