namespace Myelin.Tabular;

/// <summary>What the cells of a column are.</summary>
public enum ColumnType
{
    /// <summary>Numbers: 5.1, -3e-2.</summary>
    Number,

    /// <summary>One of several words: red, green, blue.</summary>
    Category,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A date, with or without a time: 2026-11-22, 2026-11-22T18:30:00.</summary>
    Date,

    /// <summary>
    /// Names, comments, identifiers: more different values than half of the cells, so that no rule can be learned from them.
    /// </summary>
    Text,
}
