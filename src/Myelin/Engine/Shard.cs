using System.Numerics;

namespace Myelin;

/// <summary>
/// A range of a batch's rows that has a partial gradient: a plan's passes once more, over the same memory, with a gradient of their own.
/// </summary>
/// <param name="Batch">the range, as these passes see it</param>
internal readonly record struct Shard<T>(Batch Batch, LayerPass<T>[] Passes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Cuts rows into one range for each shard: those that are one row longer come first, and the last may be empty.</summary>
    public static void Cut(Shard<T>[] shards, int rows)
    {
        for (int s = 0, first = 0; s < shards.Length; s++)
        {
            Batch batch = shards[s].Batch;
            (batch.First, batch.Rows) = (first, rows / shards.Length + (s < rows % shards.Length ? 1 : 0));
            first += batch.Rows;
        }
    }
}
