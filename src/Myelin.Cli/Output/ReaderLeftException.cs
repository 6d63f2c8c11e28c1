namespace Myelin.Cli.Output;

/// <summary>Whoever read standard output has seen enough, as head does: no error, and nothing more to do.</summary>
sealed class ReaderLeftException() : IOException("its reader has ended");
