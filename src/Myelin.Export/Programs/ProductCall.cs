namespace Myelin.Export;

/// <summary>A product of one part of a row, by the names of what it reads and writes.</summary>
/// <param name="Bias">empty where it is zeros</param>
/// <param name="Scales">of weights in 8 bits; empty where weights are floats</param>
sealed record ProductCall(int Inputs, int Outputs, string X, string W, string Bias, string Scales, string Z);
