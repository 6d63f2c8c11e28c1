using Myelin.Tabular;

namespace Myelin.Cli.Predicting;

/// <summary>Writes predictions, some rows at a time.</summary>
interface IPredictionWriter
{
    /// <param name="rows">the rows of a file, table after table, and their predictions; at least one table, which may be empty</param>
    void Write(Stream stream, IEnumerable<(Table Rows, IReadOnlyList<Prediction> Predictions)> rows);
}
