namespace Myelin;

/// <summary>Which width of a weight matrix [inputs × outputs] its variance is matched to.</summary>
public enum Fan
{
    /// <summary>Inputs: the variance of the signals stays the same on the way forward.</summary>
    In,

    /// <summary>Outputs: the variance of the gradients stays the same on the way back.</summary>
    Out,

    /// <summary>The mean of both.</summary>
    Mean,
}
