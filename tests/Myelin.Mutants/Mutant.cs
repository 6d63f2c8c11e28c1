namespace Myelin.Mutants;

/// <summary>One small change of one expression or statement.</summary>
/// <param name="Path">the file, from src/Myelin</param>
/// <param name="Source">the line it stands in</param>
/// <param name="Copy">which of the same changes of the same line in that file, from 1</param>
sealed record Mutant(int Id, string Path, int Line, string Source, string Original, string Replacement, int Copy)
{
    /// <summary>What stays the same while lines move.</summary>
    public string Key => $"{Path} | {Source} | {Original} → {Replacement}" + (Copy > 1 ? $" #{Copy}" : "");

    public override string ToString() => $"{Path}:{Line}: {Original} → {Replacement}";
}
