namespace Myelin.Tabular;

/// <summary>How much a model needs a column.</summary>
/// <param name="Mean">how much the error (log loss of classes, RMSE of numbers) grows when the column's cells are shuffled; about 0
/// where it is not needed</param>
/// <param name="Deviation">the sample deviation over repetitions</param>
/// <param name="Share">the mean as a share of the error without shuffling</param>
public sealed record ColumnImportance(string Column, double Mean, double Deviation, double Share);
