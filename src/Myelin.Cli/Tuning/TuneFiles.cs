using Myelin.Cli.Output;

namespace Myelin.Cli.Tuning;

/// <summary>The files that a search writes: the best model, and the trials.</summary>
sealed record TuneFiles(OutputFile Model, string Journal);
