namespace Myelin.Files;

/// <summary>A named number in a <see cref="Notation"/>.</summary>
public readonly record struct Setting(string Name, double Value)
{
    // the shortest text that is read back as the same number
    public override string ToString() => FormattableString.Invariant($"{Name}={Value:R}");
}
