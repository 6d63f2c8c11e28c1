namespace Myelin.Export;

/// <summary>Where a tensor of a model's file goes in memory: rows cut into blocks of columns, block after block.</summary>
/// <param name="Tensor">its name in the file; empty for zeros</param>
/// <param name="Address">in bytes</param>
/// <param name="Blocks">widths of the blocks; what they have beyond the tensor's columns is 0</param>
sealed record WeightPlace(string Tensor, int Address, int Rows, int Columns, IReadOnlyList<int> Blocks);
