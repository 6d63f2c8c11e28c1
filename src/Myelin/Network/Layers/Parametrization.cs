namespace Myelin;

/// <summary>What of a Dense layer's W is learned.</summary>
public enum Parametrization
{
    /// <summary>W itself.</summary>
    Standard,

    /// <summary>
    /// V of W = V/√I, V and b N(0, 1) at first: z = x·V/√I + b (Jacot, Gabriel, Hongler 2018, section 3; Lee et al. 2019, equation 2).
    /// </summary>
    /// <remarks>
    /// W is what is kept: where V moves by α d, W moves by α d/√I, so W has the rate factor 1/√I and, as decay must shrink both alike, the
    /// decay factor √I. That is the same training for every optimizer whose direction does not grow with the gradient: Adam and its kin.
    /// </remarks>
    NeuralTangent,
}
