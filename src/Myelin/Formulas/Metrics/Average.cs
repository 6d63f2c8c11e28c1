namespace Myelin;

/// <summary>How the classes' scores become one.</summary>
public enum Average
{
    /// <summary>The mean over classes, each counting the same.</summary>
    Macro,

    /// <summary>Of all rows together: for one class a row, the accuracy.</summary>
    Micro,

    /// <summary>The mean over classes, each counting its rows.</summary>
    Weighted,
}
