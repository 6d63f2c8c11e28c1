namespace Myelin.Tabular;

/// <summary>One number that says how good a model is: "validation accuracy", 0.95.</summary>
public readonly record struct Score(string Name, double Value);
