namespace Myelin.Export;

/// <summary>What was found when a program was carried out in this process, operation by operation, before it was written.</summary>
/// <param name="Rows">rows that were compared with the model, of which every bit was the same</param>
/// <param name="PlainDifference">
/// the largest difference of a probability, or of a number in parts of the largest one, where products are made of plain
/// multiplications and additions
/// </param>
public sealed record ExportCheck(int Rows, double PlainDifference)
{
    /// <summary>
    /// How many rows were given; of more than 2,000, 2,000 are compared, evenly spaced. Null where the rows were made.
    /// </summary>
    public int? GivenRows { get; init; }

    /// <summary>Categories that occur in no made row: there are too many for the 4,096 that are made at most.</summary>
    public int AbsentCategories { get; init; }

    /// <summary>
    /// What weights in 8 bits change: of classes the share of rows that are predicted as another, of numbers the root mean square of the
    /// differences in parts of the predictions' standard deviation; null where weights are floats.
    /// </summary>
    public double? EightBitLoss { get; init; }
}
