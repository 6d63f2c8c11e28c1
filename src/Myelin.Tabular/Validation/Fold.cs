namespace Myelin.Tabular;

/// <summary>One part of a cross-validation: the numbers of the rows to learn from, and of those to be judged by, both ascending.</summary>
public sealed record Fold(IReadOnlyList<int> Training, IReadOnlyList<int> Test);
