namespace Myelin.ML;

/// <summary>What the cells of a data view's column are to a table.</summary>
enum CellKind
{
    /// <summary>Numbers of any type; NaN is missing.</summary>
    Number,

    /// <summary>Boolean; never missing.</summary>
    Truth,

    /// <summary>Text, and keys with texts; empty is missing.</summary>
    Word,

    /// <summary>Keys of other values, as a vector with a 1 at the key's place; all 0 is missing.</summary>
    Place,

    /// <summary>Dates and times in ticks; 0, the date 0001-01-01, is missing, as ML.NET reads an empty cell as this date.</summary>
    Date,

    /// <summary>Spans of time in ticks, which become seconds; never missing.</summary>
    Span,
}
