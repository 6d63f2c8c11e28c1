namespace Myelin.Fuzz;

/// <summary>What a reader must never do with an input, and did.</summary>
public sealed class FindingException(string problem) : Exception(problem);
