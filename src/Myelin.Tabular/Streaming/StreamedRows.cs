using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>
/// The rows of a stream that are learned from. Some, drawn by lot, are in memory: encoders are fitted to them, and whatever is held out is
/// held out of them. Where a stream has no more rows than that, they are all of them, and it is learned from as a table is.
/// </summary>
public sealed class StreamedRows
{
    /// <summary>Cells that are in memory at most, but for this many rows; different target cells that may be classes.</summary>
    const int MostCells = 1 << 24, FewestRows = 200, MostClasses = 100_000;

    readonly int[] _sampled, _aside;

    StreamedRows(TableStream stream, string target, Table sample, int[] sampled, int[] aside) =>
        (Stream, Target, Sample, _sampled, _aside) = (stream, target, sample, sampled, aside);

    public TableStream Stream { get; }

    /// <summary>The column to predict.</summary>
    public string Target { get; }

    /// <summary>The rows that are in memory, in the order of the stream.</summary>
    public Table Sample { get; }

    /// <summary>All of them.</summary>
    public int Rows => Stream.Rows - _aside.Length;

    /// <summary>Rows of the stream that were left out, as they have no target.</summary>
    public int Dropped { get; private init; }

    /// <summary>Whether all rows are in memory.</summary>
    public bool IsWhole => _sampled.Length == Rows;

    /// <param name="seed">the same seed draws the same rows</param>
    /// <exception cref="InvalidFileException">There is no such column, or a cell of it is missing.</exception>
    internal static StreamedRows Draw(TableStream stream, string target, ulong seed, bool dropMissing = false)
    {
        if (!stream.Facts.TryGetValue(target, out ColumnFacts? facts)) throw stream.Block(0).Invalid(stream.Block(0).Absent(target));
        int most = Math.Min(stream.Streaming.SampleRows, Math.Max(FewestRows, MostCells / stream.Facts.Count));
        int[] rows = stream.Rows <= most ? [.. Enumerable.Range(0, stream.Rows)] : Lot(stream.Rows, most, seed);
        var (parts, counts, dropped) = (new List<Table>(), new CellCounts(MostClasses), new List<int>());
        for (int block = 0, first = 0, next = 0; block < stream.Blocks; first += stream.RowsOf(block++))
        {
            int begin = next, end = first + stream.RowsOf(block);
            while (next < rows.Length && rows[next] < end) next++;
            Table part = stream.Block(block, next > begin ? null : new HashSet<string> { target });
            if (dropMissing && facts.Missing > 0) Drop(part, target, first, dropped);
            else RefuseMissing(part, target, facts, stream.Rows);
            counts.Add(part[target]);
            if (next > begin) parts.Add(part.Take([.. rows[begin..next].Select(row => row - first)]));
        }
        if (dropped.Count == stream.Rows)
            throw new InvalidFileException(stream.Name, $"column {target} is missing in each of {stream.Rows} rows");
        bool isWhole = rows.Length == stream.Rows;
        Table sample = Table.Join(parts);
        if (dropped.Count > 0)
        {
            HashSet<int> without = [.. dropped];
            int[] read = rows;
            sample = sample.Where(row => !without.Contains(read[row]));
            rows = [.. rows.Where(row => !without.Contains(row))];
            facts = facts with { Count = stream.Rows - dropped.Count, Missing = 0 };
        }
        // of whole tables all is exact, but for columns of more words than are kept
        if (isWhole)
            return new(stream,
                target, sample.Knowing(
                    stream.Facts.Where(pair => sample[pair.Key] is CategoryColumn words && pair.Value.Distinct > words.Words.Count)
                        .ToDictionary()), rows, [.. dropped])
            {
                Dropped = dropped.Count,
            };
        return new(stream, target, sample.Knowing(new(stream.Facts)
        {
            [target] = facts with
            {
                Values = () => counts.Values,
                Bounds = () => counts.Bounds,
                Distinct = counts.Values?.Count ?? facts.Distinct,
            },
        }), rows, [.. dropped])
        {
            Dropped = dropped.Count,
        };
    }

    static void Drop(Table part, string target, int first, List<int> dropped)
    {
        Column column = part[target];
        for (int row = 0; row < column.Count; row++)
            if (column is CategoryColumn words && words.Codes[row] == CategoryColumn.UncountedCode)
                RefuseMany(part, row, target, part.Facts(target));
            else if (column.IsMissing(row)) dropped.Add(first + row);
    }

    static void RefuseMany(Table part, int row, string target, ColumnFacts facts) =>
        throw part.Invalid(row, target,
            $"the target has about {facts.Distinct} distinct words, too many to be classes. Choose another target");

    static void RefuseMissing(Table part, string target, ColumnFacts facts, int rows)
    {
        Column column = part[target];
        for (int row = 0; row < column.Count; row++)
            if (column.IsMissing(row))
            {
                if (facts.Missing > 0) throw Tabular.Target.Missing(part, row, target, facts.Missing, rows);
                RefuseMany(part, row, target, facts);
            }
    }

    /// <summary>So many different rows, in ascending order (Floyd's algorithm: Bentley 1987, "A sample of brilliance").</summary>
    static int[] Lot(int rows, int count, ulong seed)
    {
        var (random, chosen) = (new RandomStream(seed, RandomPurpose.Split, 0, 1), new HashSet<int>());
        for (int row = rows - count; row < rows; row++)
            if (!chosen.Add(random.NextInt32(row + 1))) chosen.Add(row);
        int[] lot = [.. chosen];
        Array.Sort(lot);
        return lot;
    }

    /// <summary>These rows without a share of those in memory, and that share as a table: it is not learned from.</summary>
    /// <param name="share">between 0 and 1</param>
    /// <param name="task">null decides by the target's cells: of classes each part has its share</param>
    public (StreamedRows Kept, Table Aside) SetAside(double share, ulong seed = 1, TabularTask? task = null)
    {
        Refusal.IfNoShare(share);
        var found = Tabular.Target.Of(Sample, Target, task);
        _ = ClassCheck.Of(Sample, found, []);
        (int[] kept, int[] aside) = RowSplit.Of(Sample.Rows, 1 - share, seed, found.Classes is null ? null : Sample[Target]);
        Table table = Sample.Take(kept);
        if (!IsWhole) table = table.Knowing(Stream.Facts.ToDictionary(pair => pair.Key, pair => Sample.Facts(pair.Key)));
        return (new(Stream, Target, table, [.. kept.Select(row => _sampled[row])], [.. _aside, .. aside.Select(row => _sampled[row])])
        {
            Dropped = Dropped,
        }, Sample.Take(aside));
    }

    /// <summary>All rows, block after block, of these columns.</summary>
    internal IEnumerable<Table> Blocks(IReadOnlySet<string> columns)
    {
        HashSet<int> aside = [.. _aside];
        for (int block = 0, first = 0; block < Stream.Blocks; first += Stream.RowsOf(block++))
        {
            int begin = first;
            yield return Stream.Block(block, columns).Where(row => !aside.Contains(begin + row));
        }
    }

    /// <summary>What the network learns from.</summary>
    /// <param name="heldOut">rows of the sample that it does not learn from</param>
    internal EncodedBlocks Blocks(TableEncoder encoder, Target target, ILoss loss, IEnumerable<int> heldOut,
        IProgress<StreamProgress>? progress = null) =>
        new(Stream, encoder, target, loss, [.. _aside.Concat(heldOut.Select(row => _sampled[row])).Order()], progress);
}
