using Myelin.Tabular;

namespace Myelin.Cli.Tuning;

/// <summary>What a search has found.</summary>
sealed record FinishedSearch(SearchMetric Metric, IReadOnlyList<Trial> Trials, SearchGain Gain);
