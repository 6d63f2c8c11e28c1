using Microsoft.ML;

namespace Myelin.ML;

/// <summary>A column, and what reads it from a cursor.</summary>
readonly record struct ReaderOfColumn(string Name, Func<DataViewRow, CellReader> Make);
