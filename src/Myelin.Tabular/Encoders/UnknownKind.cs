namespace Myelin.Tabular;

/// <summary>In what a cell is unlike the training rows' cells of its column.</summary>
public enum UnknownKind
{
    /// <summary>A category that was not in the training rows, or was too rare there to be learned.</summary>
    Unseen,

    /// <summary>Less than the least number, or earlier than the earliest date.</summary>
    BelowRange,

    /// <summary>Greater than the greatest number, or later than the latest date.</summary>
    AboveRange,

    /// <summary>Missing, where no training row's cell was.</summary>
    Missing,
}
