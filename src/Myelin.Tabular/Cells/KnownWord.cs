namespace Myelin.Tabular;

/// <summary>A word of a column: the row of its first cell, how many cells have it, and whether a person may take it for a number.</summary>
record struct KnownWord(string Text, bool Mistaken, int Row, int Count);
