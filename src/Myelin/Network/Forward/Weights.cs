namespace Myelin;

/// <summary>Numbers that are the same for every sample: a block of the network's parameters.</summary>
/// <param name="Name">of the block: layers.0.weight</param>
/// <param name="Values">[Rows × Columns], row by row</param>
sealed record Weights(string Name, int Rows, int Columns, float[] Values) : Operand(Rows * Columns)
{
    public bool Equals(Weights? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
