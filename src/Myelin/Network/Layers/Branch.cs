namespace Myelin;

/// <summary>
/// A part of a <see cref="Split"/>: so many columns of the input, and the layers they go through; none pass them on as they are.
/// </summary>
public sealed record Branch(int Columns, params IReadOnlyList<Layer> Layers)
{
    public int Columns { get; } = Throw.IfNotWidth(Columns, "A branch's columns");

    public IReadOnlyList<Layer> Layers { get; } = [.. Layers];

    /// <summary>Columns of its output.</summary>
    public int Outputs => Layers.Aggregate(Columns, (width, layer) => layer.Outputs(width));

    public bool Equals(Branch? other) => other is not null && Columns == other.Columns && Layers.SequenceEqual(other.Layers);

    public override int GetHashCode() => Layers.Aggregate(Columns, HashCode.Combine);

    public override string ToString() => $"{Columns}{string.Concat(Layers.Select(layer => $" → {layer}"))}";
}
