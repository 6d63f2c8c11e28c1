using Myelin.Numerics;

namespace Myelin;

/// <summary>What a layer makes of one number, as expressions.</summary>
/// <param name="Output">a</param>
/// <param name="InputGradient">∂L/∂x</param>
/// <param name="Gradients">the number's part of ∂L/∂θ of each trained block: their sum over the rows is the gradient</param>
public sealed record LayerFormula(Expression Output, Expression InputGradient, IReadOnlyList<Expression> Gradients);
