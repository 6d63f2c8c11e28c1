namespace Myelin;

/// <summary>A row of numbers of each sample: what enters the network, or what an operation gives.</summary>
sealed record Signal(int Width) : Operand(Width)
{
    // two rows of the same width are two rows
    public bool Equals(Signal? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
