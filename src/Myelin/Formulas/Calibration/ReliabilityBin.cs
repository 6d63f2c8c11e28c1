namespace Myelin;

/// <summary>Predictions of about the same confidence: above <paramref name="Low"/>, and at most <paramref name="High"/>.</summary>
/// <param name="Rows">how many there are</param>
/// <param name="Confidence">the mean probability that was given; NaN where there are none</param>
/// <param name="Accuracy">the share that was right; NaN where there are none</param>
public readonly record struct ReliabilityBin(double Low, double High, int Rows, double Confidence, double Accuracy);
