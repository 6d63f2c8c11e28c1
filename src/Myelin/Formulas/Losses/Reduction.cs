namespace Myelin;

/// <summary>How the losses of a batch become one number L, and so what its gradient is scaled by.</summary>
public enum Reduction
{
    /// <summary>
    /// The mean: over every element [N × K] for losses of single elements, over the rows for losses of whole rows (weighted by
    /// class weight where the loss has class weights, ignored rows left out).
    /// </summary>
    Mean,

    /// <summary>The mean over rows of each row's sum: L = 1/N Σₙ Σₖ ℓ.</summary>
    RowMean,

    /// <summary>The sum over everything.</summary>
    Sum,

    /// <summary>No reduction: values stay apart (see LossValues); a training step follows the gradient of their sum.</summary>
    None,
}
