namespace Myelin;

/// <summary>One class's line of a <see cref="ClassificationReport"/>.</summary>
/// <param name="Support">rows of this class</param>
public sealed record ClassScore(string Name, double Precision, double Recall, double F1, long Support);
