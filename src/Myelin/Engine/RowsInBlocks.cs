using System.Globalization;
using System.Numerics;
using System.Text;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// Rows that are read block by block. An epoch takes the blocks in a random order; as many as fit are in memory at once, and the rows of
/// those are shuffled among each other. While some are trained on, a thread reads the next.
/// </summary>
/// <remarks>
/// Rows that do not fill a batch are carried to those that are read next, so an epoch has the steps that it would have in memory. Where
/// all blocks fit, they stand in their own order, and the epoch is that of <see cref="RowsInMemory{T}"/>, bit for bit.
/// </remarks>
/// <param name="check">throws where rows cannot be learned from</param>
internal sealed class RowsInBlocks<T>(ISampleBlocks<T> blocks, TrainingOptions options, Action<Samples<T>> check) : EpochRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Streams of random numbers: those that order rows have the number of their part, and this one orders the blocks.</summary>
    const uint BlockOrder = 1;

    readonly Part[] _parts = [new(), new()];

    public override int Rows { get; } = checked((int)blocks.BlockRows.Sum(rows => (long)rows));

    public override IEnumerable<RowBlock<T>> Of(int epoch)
    {
        List<int[]> plan = Plan(epoch);
        Task next = Task.Run(() => Fill(epoch, plan, 0));
        try
        {
            for (int part = 0; part < plan.Count; part++)
            {
                next.GetAwaiter().GetResult();
                int following = part + 1;
                bool isLast = following == plan.Count;
                if (!isLast) next = Task.Run(() => Fill(epoch, plan, following));
                Part now = _parts[part % 2];
                int[] order = now.Order[..now.Trained];
                yield return new(now.Samples(blocks), order, order.Length, isLast);
            }
        }
        finally
        {
            // whoever stops in the middle still has a thread that reads
            _ = Task.WaitAny(next);
        }
    }

    /// <summary>Reads every block once.</summary>
    public override string Describe(CancellationToken cancellation)
    {
        using var digest = new DigestStream(Stream.Null);
        for (int block = 0; block < blocks.BlockRows.Count; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            digest.Write(Encoding.UTF8.GetBytes(SampleDigest.Describe(blocks.Read(block))));
        }
        return string.Create(CultureInfo.InvariantCulture,
            $"{Rows} rows of {blocks.InputColumns} inputs and {blocks.TargetColumns} targets in {blocks.BlockRows.Count} blocks, " +
            $"{options.MixedRows} mixed, SHA-256 {digest.Finish()}");
    }

    /// <summary>The blocks that are in memory together, part after part.</summary>
    List<int[]> Plan(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, blocks.BlockRows.Count).Where(block => blocks.BlockRows[block] > 0)];
        if (options.Shuffle) new RandomStream(options.Seed, RandomPurpose.Shuffle, (ulong)epoch, BlockOrder).Shuffle(order.AsSpan());
        var (plan, part, rows, left) = (new List<int[]>(), new List<int>(), 0L, (long)Rows);
        foreach (int block in order)
        {
            // no part, and so no batch, is left with too few rows for one
            if (part.Count > 0 && rows + blocks.BlockRows[block] > Math.Max(options.MixedRows, options.BatchSize) &&
                left >= options.BatchSize)
            {
                plan.Add(InOrder(part));
                (part, rows) = ([], 0);
            }
            part.Add(block);
            rows += blocks.BlockRows[block];
            left -= blocks.BlockRows[block];
        }
        plan.Add(InOrder(part));
        return plan;
    }

    int[] InOrder(List<int> part) => options.Shuffle ? [.. part.Order()] : [.. part];

    void Fill(int epoch, List<int[]> plan, int number)
    {
        Part part = _parts[number % 2], before = _parts[(number + 1) % 2];
        int carried = number == 0 ? 0 : before.Order.Length - before.Trained, width = blocks.InputColumns, columns = blocks.TargetColumns;
        part.Resize(carried + plan[number].Sum(block => blocks.BlockRows[block]), width, columns);
        for (int n = 0; n < carried; n++)
        {
            int row = before.Order[before.Trained + n];
            before.Inputs.AsSpan(row * width, width).CopyTo(part.Inputs.AsSpan(n * width));
            before.Targets.AsSpan(row * columns, columns).CopyTo(part.Targets.AsSpan(n * columns));
        }
        int from = carried;
        foreach (int block in plan[number])
        {
            Samples<T> samples = blocks.Read(block);
            if (samples.Rows != blocks.BlockRows[block] || samples.InputColumns != width || samples.TargetColumns != columns ||
                !samples.Weights.IsEmpty)
                Throw.Argument($"Block {block} should have {blocks.BlockRows[block]} rows of {width} inputs and {columns} targets " +
                    $"without weights, but has {samples.Rows} of {samples.InputColumns} and {samples.TargetColumns}.");
            check(samples);
            samples.Inputs.Span.CopyTo(part.Inputs.AsSpan(from * width));
            samples.Targets.Span.CopyTo(part.Targets.AsSpan(from * columns));
            from += samples.Rows;
        }
        part.Order = [.. Enumerable.Range(0, from)];
        if (options.Shuffle)
            new RandomStream(options.Seed, RandomPurpose.Shuffle, (ulong)epoch, 0, (uint)number).Shuffle(part.Order.AsSpan());
        part.Trained = number == plan.Count - 1 ? from : from - from % options.BatchSize;
    }

    /// <summary>Rows that are in memory together.</summary>
    sealed class Part
    {
        int _rows;

        public T[] Inputs { get; private set; } = [];

        public T[] Targets { get; private set; } = [];

        public int[] Order { get; set; } = [];

        /// <summary>How many of the order's first rows are trained on; the others are carried.</summary>
        public int Trained { get; set; }

        public void Resize(int rows, int width, int columns)
        {
            _rows = rows;
            if (Inputs.Length < (long)rows * width) Inputs = new T[checked(rows * width)];
            if (Targets.Length < (long)rows * columns) Targets = new T[checked(rows * columns)];
        }

        public Samples<T> Samples(ISampleBlocks<T> of) =>
            new(Inputs.AsMemory(0, _rows * of.InputColumns), of.InputColumns,
                Targets.AsMemory(0, _rows * of.TargetColumns), of.TargetColumns);
    }
}
