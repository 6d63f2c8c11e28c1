namespace Myelin.Tabular;

/// <summary>What is unusual about a row that was predicted.</summary>
[Flags]
enum RowFlags
{
    None = 0,

    /// <summary>A cell is unlike the training rows'.</summary>
    Unknown = 1,

    /// <summary>A number or a date is far outside the training range: prediction intervals say nothing of such rows.</summary>
    Far = 2,

    /// <summary>The prediction was limited to the range of the training targets.</summary>
    Clamped = 4,
}
