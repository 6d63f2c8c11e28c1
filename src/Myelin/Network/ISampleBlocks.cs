using System.Numerics;

namespace Myelin;

/// <summary>Rows to learn from that need not be in memory at once: blocks of some thousand rows, each read when its turn comes.</summary>
/// <remarks>
/// <see cref="Trainer{T}"/> reads on one thread at a time, while it trains on another; every epoch reads every block once.
/// </remarks>
public interface ISampleBlocks<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    int InputColumns { get; }

    int TargetColumns { get; }

    /// <summary>How many rows each block has, in the order of the rows.</summary>
    IReadOnlyList<int> BlockRows { get; }

    /// <summary>The rows of a block, the same each time, each counting for one.</summary>
    /// <param name="block">counted from 0</param>
    Samples<T> Read(int block);
}
