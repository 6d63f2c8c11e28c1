namespace Myelin;

/// <summary>What a block of parameters is to the layer that has it.</summary>
public enum ParameterRole
{
    /// <summary>A matrix of a product: penalties and decay apply.</summary>
    Weight,

    /// <summary>Added: no penalty, no decay.</summary>
    Bias,

    /// <summary>Multiplied elementwise (BatchNorm's γ, PReLU's slope, Scale): no penalty, no decay.</summary>
    Scale,

    /// <summary>One row per category.</summary>
    Embedding,

    /// <summary>Not trained: what the forward pass of training keeps (BatchNorm's running mean), or what was fixed before it (the bins of a column).</summary>
    Statistic,
}

/// <summary>A named matrix of a layer's parameters.</summary>
/// <param name="Name">as in files: weight, bias, …; a network prefixes it with the layer's place (layers.0.weight)</param>
/// <param name="RateFactor">multiplies the learning rate</param>
/// <param name="DecayFactor">multiplies penalties and decay</param>
public sealed record ParameterBlock(
    string Name, int Rows, int Columns, ParameterRole Role, IInitializer Initializer, double RateFactor = 1, double DecayFactor = 1)
{
    public int Count => checked(Rows * Columns);

    /// <summary>Whether penalties and decay reach it even where an optimizer spares what is no weight.</summary>
    public bool Decays { get; init; } = Role is ParameterRole.Weight or ParameterRole.Embedding;
}
