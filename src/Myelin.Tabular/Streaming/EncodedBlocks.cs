using System.Diagnostics;

namespace Myelin.Tabular;

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
    readonly int[] _without, _first;
    readonly IProgress<StreamProgress>? _progress;
    readonly int _rows;
    int _read;
    long _begin;

    /// <param name="without">rows that are not learned from, in ascending order</param>
    /// <param name="progress">is told how many rows of an epoch have been read</param>
    public EncodedBlocks(TableStream stream, TableEncoder encoder, Target target, ILoss loss, int[] without,
        IProgress<StreamProgress>? progress)
    {
        (_stream, _encoder, _target, _loss, _progress, _without, _rows) =
            (stream, encoder, target, loss, progress, without, stream.Rows - without.Length);
        _columns = [.. encoder.Columns.Select(column => column.Column), target.Column];
        _first = new int[stream.Blocks + 1];
        for (int block = 0; block < stream.Blocks; block++) _first[block + 1] = _first[block] + stream.RowsOf(block);
        BlockRows = [.. Enumerable.Range(0, stream.Blocks).Select(block => stream.RowsOf(block) - Without(block).Length)];
    }

    public int InputColumns => _encoder.Width;

    public int TargetColumns => TargetForm.Of(_loss, _target).Columns;

    public IReadOnlyList<int> BlockRows { get; }

    public int MixedRows => Math.Clamp(MostNumbers / InputColumns, 1, _stream.Streaming.MixedRows);

    public Samples<float> Read(int block)
    {
        Table table = _stream.Block(block, _columns);
        ReadOnlySpan<int> without = Without(block);
        if (!without.IsEmpty)
        {
            HashSet<int> held = [.. without];
            table = table.Where(row => !held.Contains(_first[block] + row));
        }
        Report(table.Rows);
        return new(_encoder.Apply(table), InputColumns, TargetForm.Encode(_target, table, _loss), TargetColumns);
    }

    /// <summary>The rows of a block that are not learned from.</summary>
    ReadOnlySpan<int> Without(int block) => _without.AsSpan(Place(_first[block])..Place(_first[block + 1]));

    int Place(int row)
    {
        int place = Array.BinarySearch(_without, row);
        return place >= 0 ? place : ~place;
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
