namespace Myelin.Explain;

/// <summary>What a piece of text is; a terminal shows it by its color.</summary>
enum Ink
{
    Plain,
    Faint,
    Strong,

    /// <summary>What runs forward: inputs, activations, outputs.</summary>
    Forward,

    /// <summary>What is trained: weights and biases.</summary>
    Parameter,

    /// <summary>What runs backward: gradients.</summary>
    Backward,

    Good,
    Bad,
}
