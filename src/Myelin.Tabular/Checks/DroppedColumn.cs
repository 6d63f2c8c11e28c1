namespace Myelin.Tabular;

/// <summary>A column that is not learned from, and why.</summary>
public sealed record DroppedColumn(string Name, string Reason)
{
    public override string ToString() => $"{Name}: {Reason}";
}
