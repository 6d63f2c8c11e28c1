namespace Myelin.Explain;

/// <summary>One layer's part in a forward and a backward pass: every matrix, rows are samples.</summary>
/// <param name="Input">x [N × I]</param>
/// <param name="Parameters">the layer's blocks with their values and ∂L/∂θ</param>
/// <param name="Output">a [N × O]</param>
/// <param name="OutputGradient">∂L/∂a [N × O]</param>
/// <param name="InputGradient">∂L/∂x [N × I]</param>
public sealed record LayerTrace<T>(
    Layer Layer, T[,] Input, IReadOnlyList<BlockTrace<T>> Parameters, T[,] Output, T[,] OutputGradient, T[,] InputGradient)
{
    /// <summary>z [N × O]; null for layers without an activation.</summary>
    public T[,]? PreActivation { get; init; }

    /// <summary>δ = ∂L/∂z [N × O]; null for layers without an activation.</summary>
    public T[,]? Delta { get; init; }

    /// <summary>aᵢ [N × O] of each member, where the output is their mean; else empty.</summary>
    /// <remarks>
    /// Where they end a network each has a loss of its own, and L is the mean of those: <see cref="OutputGradient"/> is then Σᵢ ∂L/∂aᵢ.
    /// </remarks>
    public IReadOnlyList<T[,]> MemberOutputs { get; init; } = [];

    /// <summary>∂L/∂aᵢ [N × O] of each member, likewise.</summary>
    public IReadOnlyList<T[,]> MemberGradients { get; init; } = [];
}
