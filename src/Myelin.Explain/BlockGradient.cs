namespace Myelin.Explain;

/// <summary>The worst element of one block: its error, place and both gradients.</summary>
public sealed record BlockGradient(string Name, int Rows, int Columns, double Error)
{
    /// <summary>Where the element stands, from 0.</summary>
    public int Row { get; init; }

    public int Column { get; init; }

    /// <summary>Its gradient by backpropagation.</summary>
    public double Analytic { get; init; }

    /// <summary>The same by differences of the loss.</summary>
    public double Numeric { get; init; }

    /// <summary>The block's elements at corners, whose gradients are right and count as no error.</summary>
    public IReadOnlyList<Corner> Corners { get; init; } = [];
}
