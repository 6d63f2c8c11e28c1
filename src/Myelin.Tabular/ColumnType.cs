namespace Myelin.Tabular;

/// <summary>What a column's cells are.</summary>
public enum ColumnType
{
    /// <summary>A number, strictly read.</summary>
    Number,

    /// <summary>One of a few texts.</summary>
    Category,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A date or a date with a time, as days since 2000-01-01.</summary>
    Date,

    /// <summary>Free text: of no use to a network as it stands.</summary>
    Text,
}
