namespace Myelin.Explain;

/// <summary>A block of parameters and the loss's gradient in it.</summary>
public sealed record BlockTrace<T>(ParameterBlock Block, T[,] Value, T[,] Gradient);
