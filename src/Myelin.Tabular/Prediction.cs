namespace Myelin.Tabular;

/// <summary>What a model says of one row.</summary>
/// <param name="Class">the likeliest class; null in regression</param>
/// <param name="Probabilities">of the model's classes, in their order; empty in regression</param>
/// <param name="Value">the number; in classification the probability of <paramref name="Class"/></param>
public sealed record Prediction(string? Class, IReadOnlyList<float> Probabilities, double Value);
