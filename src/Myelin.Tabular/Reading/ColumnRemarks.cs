namespace Myelin.Tabular;

/// <summary>What of a column's text is not in its cells any more.</summary>
/// <param name="MissingWord">the first word, such as NA, that was read as a missing value; null where missing cells were empty</param>
/// <param name="LongInteger">an integer that float64 cannot hold; null where there is none</param>
/// <param name="Merged">two different numbers that are the same in float64; null where none were seen</param>
sealed record ColumnRemarks(string? MissingWord, string? LongInteger, (string First, string Second)? Merged);
