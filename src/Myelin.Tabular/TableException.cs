namespace Myelin.Tabular;

/// <summary>A table that cannot be used as it is: one line that says where, what was found, what was expected and what to do.</summary>
public sealed class TableException(string message) : FormatException(message);
