using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Tabular;

namespace Myelin.Cli.Exporting;

/// <summary>What is to be exported, and where to.</summary>
/// <param name="ModelPath">the model's file</param>
/// <param name="Model">null for a network without a table</param>
/// <param name="Network">the network, or the first of the model's</param>
/// <param name="Rows">rows to compare predictions on; null where none were given</param>
sealed record ExportRequest(
    ParseResult Line, Screen Screen, string ModelPath, TabularModel? Model, Model<float> Network, Table? Rows, OutputFile Output)
{
    /// <summary>Writes and compares, while a terminal says so.</summary>
    public TResult Wait<TResult>(Func<TResult> work) => Screen.Wait("comparing predictions …", work);
}
