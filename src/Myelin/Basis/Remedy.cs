namespace Myelin;

/// <summary>One way to mend what was found: what to do, and the setting that does it.</summary>
/// <param name="Action">in words, such as <c>read the column as words</c></param>
/// <param name="Setting">
/// the member that is set, such as <c>TableOptions.Columns</c>, whose name is the code of the remedy; null where no setting does it
/// </param>
/// <param name="Values">what it is set to; empty where the reader must say</param>
/// <param name="Then">what is done beside it; null for nothing</param>
public sealed record Remedy(string Action, string? Setting, IReadOnlyList<string> Values, Remedy? Then = null)
{
    /// <summary>This and what is done beside it, in their order.</summary>
    public IEnumerable<Remedy> Steps
    {
        get
        {
            for (Remedy? step = this; step is not null; step = step.Then) yield return step;
        }
    }

    /// <summary>The setting and its values, as a program has them.</summary>
    public override string ToString() =>
        Values.Count == 0 ? Setting ?? ""
        : $"{Setting}: {string.Join(", ", Values.Select(value => value.Trim().Length == 0 ? $"'{value}'" : value))}";

    internal Remedy And(Remedy step) => this with { Then = Then?.And(step) ?? step };

    /// <summary>The words, each setting in brackets behind its own.</summary>
    internal string Text(Func<Remedy, string?> setting) => string.Join(' ', Steps.Select(step =>
        step.Setting is not null && setting(step) is { } named ? $"{step.Action} ({named})" : step.Action));
}
