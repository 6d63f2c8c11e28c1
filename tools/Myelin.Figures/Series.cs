namespace Myelin.Figures;

/// <summary>A named curve.</summary>
public sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);
