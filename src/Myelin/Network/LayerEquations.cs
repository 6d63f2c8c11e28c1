namespace Myelin;

/// <summary>What a layer computes as formulas of matrices, for people.</summary>
/// <param name="Output">a</param>
/// <param name="InputGradient">∂L/∂x</param>
/// <param name="Gradients">∂L/∂θ of each block, in the order of the blocks; empty text for what is not trained</param>
public sealed record LayerEquations(string Output, string InputGradient, IReadOnlyList<string> Gradients);
