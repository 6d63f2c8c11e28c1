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

    /// <summary>
    /// Not trained: what the forward pass of training keeps (BatchNorm's running mean), or what was fixed before it (the bins of a column).
    /// </summary>
    Statistic,
}
