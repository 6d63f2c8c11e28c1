namespace Myelin.Explain;

/// <summary>The worst element of one block: its error, place and both gradients.</summary>
public sealed record BlockGradient(string Name, int Rows, int Columns, double Error, int Row, int Column, double Analytic, double Numeric)
{
    /// <summary>The block's elements at corners, whose gradients are right and count as no error.</summary>
    public IReadOnlyList<Corner> Corners { get; init; } = [];
}
