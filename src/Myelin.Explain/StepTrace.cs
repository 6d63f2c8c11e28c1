namespace Myelin.Explain;

/// <summary>One training step with every number: forward, backward, and what the optimizer made of each block.</summary>
/// <param name="Number">t, 1 for a training's first step</param>
/// <param name="Batch">forward and backward propagation at the parameters before the step</param>
/// <param name="Updates">one for each block of the parameters, in their order; null for blocks that are not trained</param>
public sealed record StepTrace<T>(long Number, Trace<T> Batch, IReadOnlyList<UpdateTrace<T>?> Updates)
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>;
