namespace Myelin.Tabular;

/// <summary>
/// What was noticed while a table was read: what it is, and the column that it is about, or null where it is about the whole table.
/// </summary>
/// <param name="IsIndex">whether it says that the column numbers or names the rows</param>
readonly record struct ReadingNote(string? Column, Advice Says, bool IsIndex = false);
