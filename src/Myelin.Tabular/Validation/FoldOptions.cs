namespace Myelin.Tabular;

/// <summary>How rows are dealt to folds.</summary>
public sealed record FoldOptions
{
    /// <summary>K, 2 or more.</summary>
    public int Count { get; init; } = 5;

    /// <summary>A column whose equal cells stay together: no patient, customer or house is in both parts of a fold.</summary>
    public string? Group { get; init; }

    /// <summary>A column of times or numbers: every fold learns from rows that are all earlier than those it is judged by.</summary>
    public string? Time { get; init; }

    /// <summary>Columns that do not matter where rows are compared to keep copies on one side.</summary>
    public IReadOnlyCollection<string> Ignore { get; init => field = Refusal.IfNull(value, nameof(Ignore)); } = [];

    public ulong Seed { get; init; } = 1;
}
