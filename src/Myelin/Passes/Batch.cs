namespace Myelin;

/// <summary>What a plan is running just now; every pass of the plan looks here.</summary>
internal sealed class Batch
{
    /// <summary>N, the rows in use; a plan has room for more.</summary>
    public int Rows;

    /// <summary>The row that gradients begin with: 0, or where a shard of the batch begins.</summary>
    public int First;

    /// <summary>Dropout drops and BatchNorm takes the batch's own statistics only in training.</summary>
    public bool Training;

    public ulong Seed;

    /// <summary>Multiplies every Dropout's probability: its schedule.</summary>
    public double DropoutFactor = 1;

    /// <summary>The step that this batch is: dropout's masks are a function of (seed, step, layer, row).</summary>
    public long Step;
}
