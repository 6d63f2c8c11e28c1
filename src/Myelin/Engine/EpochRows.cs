using System.Numerics;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// The rows that a training learns from, epoch after epoch: in blocks, each of which is in memory while it is trained on.
/// </summary>
internal abstract class EpochRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of an epoch.</summary>
    public abstract int Rows { get; }

    /// <summary>
    /// The blocks of an epoch, a function of its number alone: only so can a training that was stopped go on as if it had not been.
    /// </summary>
    /// <param name="epoch">counted from 0 over all that a trainer has made</param>
    public abstract IEnumerable<RowBlock<T>> Of(int epoch);

    /// <summary>How many they are, and a digest of every bit: what tells other rows apart.</summary>
    public abstract string Describe(CancellationToken cancellation);
}

/// <summary>Rows of some samples, in the order in which they are trained on.</summary>
/// <param name="Count">how many of the order</param>
/// <param name="EndsEpoch">whether it is the epoch's last: gradients that wait for further batches then wait no longer</param>
internal readonly record struct RowBlock<T>(Samples<T> Samples, int[] Order, int Count, bool EndsEpoch)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Rows that are all in memory: one block.</summary>
/// <param name="rows">those of the samples that are learned from</param>
/// <param name="seed">null for rows in the order that is given</param>
internal sealed class RowsInMemory<T>(Samples<T> samples, int[] rows, ulong? seed) : EpochRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly int[] _order = [.. rows];

    public override int Rows => rows.Length;

    public override IEnumerable<RowBlock<T>> Of(int epoch)
    {
        rows.CopyTo(_order, 0);
        if (seed is { } own) new RandomStream(own, RandomPurpose.Shuffle, (ulong)epoch).Shuffle(_order.AsSpan());
        yield return new(samples, _order, _order.Length, EndsEpoch: true);
    }

    public override string Describe(CancellationToken cancellation) => SampleDigest.Describe(samples);
}
