namespace Myelin.Tabular;

/// <summary>A setting by the name it is given with: key=value.</summary>
public sealed record Setting(string Name, Distribution Values)
{
    public override string ToString() => $"{Name}: {Values}";
}
