namespace Myelin;

/// <summary>A named matrix of a layer's parameters.</summary>
/// <param name="Name">as in files: weight, bias, …; a network prefixes it with the layer's place (layers.0.weight)</param>
/// <param name="RateFactor">multiplies the learning rate</param>
/// <param name="DecayFactor">multiplies penalties and decay</param>
public sealed record ParameterBlock(
    string Name, int Rows, int Columns, ParameterRole Role, IInitializer Initializer, double RateFactor = 1, double DecayFactor = 1)
{
    public int Count => checked(Rows * Columns);

    /// <summary>Its letter in formulas: W; its name where it has none.</summary>
    public string Symbol { get; init; } = Name;

    /// <summary>Whether penalties and decay reach it even where an optimizer spares what is no weight.</summary>
    public bool Decays { get; init; } = Role is ParameterRole.Weight or ParameterRole.Embedding;
}
