namespace Myelin.Tabular;

/// <summary>How rows that do not fit into memory are read.</summary>
public sealed record StreamOptions
{
    /// <summary>The folder where the rows are kept while they are learned from; null for the system's temporary one.</summary>
    public string? Cache { get; init; }

    /// <summary>
    /// Rows, drawn by lot, that encoders are fitted to and that are held out of; fewer where there are very many columns.
    /// </summary>
    public int SampleRows { get; init => field = Refusal.IfBelow(value, 10, nameof(SampleRows)); } = 200_000;

    /// <summary>Rows of a block on disk; fewer where there are very many columns.</summary>
    public int BlockRows { get; init => field = Refusal.IfBelow(value, 1, nameof(BlockRows)); } = 4096;

    /// <summary>Rows that are in memory and shuffled among each other at a time; fewer where they are very wide.</summary>
    public int MixedRows { get; init => field = new TrainingOptions { MixedRows = value }.MixedRows; } = new TrainingOptions().MixedRows;

    /// <summary>
    /// Different words of a column that have codes; fewer where there are more than 20 columns. A later one is taken for a missing cell.
    /// </summary>
    public int Words { get; init => field = Refusal.IfBelow(value, 2, nameof(Words)); } = 100_000;
}
