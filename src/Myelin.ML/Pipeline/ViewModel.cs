using Myelin.Tabular;

namespace Myelin.ML;

/// <summary>What was trained on a data view.</summary>
/// <param name="Rows">the training rows</param>
/// <param name="Classes">null where the prediction is no key</param>
sealed record ViewModel(TabularModel Model, Table Rows, LabelClasses? Classes);
