namespace Myelin;

/// <summary>What an operation reads: a row of numbers, of each sample its own or always the same.</summary>
/// <param name="Width">numbers of the row</param>
abstract record Operand(int Width);
