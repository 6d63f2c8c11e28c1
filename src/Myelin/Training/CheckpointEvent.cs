namespace Myelin;

/// <summary>What happened to a training's states.</summary>
public enum CheckpointEvent
{
    Written,

    /// <summary>The training goes on from this state.</summary>
    Resumed,

    /// <summary>This state cannot be read; an earlier one is taken.</summary>
    Damaged,

    /// <summary>The training goes on, though not as it was.</summary>
    Differs,
}
