namespace Myelin.Export;

/// <summary>Weights in 8 bits would change predictions by more than is allowed. Nothing was written.</summary>
/// <param name="message">what was found, and what was allowed</param>
sealed class EightBitLossException(string message) : NotSupportedException(message);
