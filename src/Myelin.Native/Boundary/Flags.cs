namespace Myelin.Native.Boundary;

/// <summary>What is unusual about a predicted row; a sum of these.</summary>
[Flags]
public enum Flags
{
    /// <summary>A cell is unlike the training rows': an unseen category, outside the training range, or missing where none was.</summary>
    Unknown = 1,

    /// <summary>A number or a date is far outside the training range: intervals do not cover such rows.</summary>
    Far = 2,

    /// <summary>The prediction was limited to the range of the training targets.</summary>
    Clamped = 4,
}
