namespace Myelin.Tabular;

/// <summary>What a column is.</summary>
/// <param name="Missing">cells that are missing</param>
/// <param name="Distinct">different cells, missing ones not counted</param>
/// <param name="Example">the first cell that is not missing; null where all are, and where it is not kept</param>
public sealed record ColumnSchema(string Name, ColumnType Type, int Missing, int Distinct, string? Example);
