using System.Diagnostics;
using Myelin.Losses;

namespace Myelin.Tabular.Streaming;

/// <summary>The rows of a stream as a network learns them: read from disk and encoded when their turn comes.</summary>
sealed class EncodedBlocks : ISampleBlocks<float>
{
    /// <summary>Numbers of inputs that are in memory at a time, where rows are so wide that fewer are.</summary>
    const int MostNumbers = 1 << 24;

    readonly TableStream _stream;
    readonly TableEncoder _encoder;
    readonly Target _target;
    readonly ILoss _loss;
    readonly HashSet<string> _columns;
    readonly int[]?[] _kept;
    readonly IProgress<StreamProgress>? _progress;
    readonly int _rows;
    int _read;
    long _begin;

    /// <param name="without">rows that are not learned from, in ascending order</param>
    /// <param name="progress">is told how many rows of an epoch have been read</param>
    public EncodedBlocks(TableStream stream, TableEncoder encoder, Target target, ILoss loss, int[] without, IProgress<StreamProgress>? progress)
    {
        (_stream, _encoder, _target, _loss, _progress, _rows) = (stream, encoder, target, loss, progress, stream.Rows - without.Length);
        _columns = [.. encoder.Columns.Select(column => column.Column), target.Column];
        _kept = new int[]?[stream.Blocks];
        var rows = new int[stream.Blocks];
        for (int block = 0, first = 0, next = 0; block < rows.Length; first += stream.RowsOf(block++))
        {
            int begin = next, end = first + stream.RowsOf(block);
            while (next < without.Length && without[next] < end) next++;
            rows[block] = end - first - (next - begin);
            if (next > begin) _kept[block] = [.. Enumerable.Range(0, end - first).Except(without[begin..next].Select(row => row - first))];
        }
        BlockRows = rows;
    }

    public int InputColumns => _encoder.Width;

    public int TargetColumns => TargetForm.Of(_loss, _target).Columns;

    public IReadOnlyList<int> BlockRows { get; }

    public int MixedRows => Math.Clamp(MostNumbers / InputColumns, 1, _stream.Streaming.MixedRows);

    public Samples<float> Read(int block)
    {
        Table table = _stream.Block(block, _columns);
        if (_kept[block] is { } kept) table = table.Take(kept);
        Report(table.Rows);
        return new(_encoder.Apply(table), InputColumns, TargetForm.Encode(_target, table, _loss), TargetColumns);
    }

    // an epoch reads every row once
    void Report(int rows)
    {
        if (_read == 0) _begin = Stopwatch.GetTimestamp();
        _read += rows;
        _progress?.Report(new(_read, 0, 0, Stopwatch.GetElapsedTime(_begin)));
        if (_read == _rows) _read = 0;
    }
}
