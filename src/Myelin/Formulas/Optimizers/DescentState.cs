namespace Myelin;

/// <summary>What a step of a full-batch method found.</summary>
internal enum DescentState
{
    /// <summary>The loss is smaller, and may become smaller still.</summary>
    Descending,

    /// <summary>The gradient, or the change, is below its tolerance.</summary>
    Converged,

    /// <summary>No smaller loss along the steepest descent either: rounding is all that is left, or the gradient is wrong.</summary>
    Stuck,
}
