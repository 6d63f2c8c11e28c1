using Myelin.Tabular;

namespace Myelin.Cli.Tuning;

/// <summary>The best settings on the test rows, and the defaults; null where no time was left to train these.</summary>
/// <param name="HasDiverged">whether the defaults' training failed</param>
sealed record Comparison(Evaluation Evaluation, int Rows, double Best, double? First, bool HasDiverged = false);
