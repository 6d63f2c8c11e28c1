using Myelin.Engine;

namespace Myelin.Kernels;

/// <summary>A worker's share of a weight matrix: pairs of panels, in each the rows [first, last) that are the worker's.</summary>
/// <remarks>Shares are cut at whole square blocks, so that each block's transpose belongs to the same worker.</remarks>
internal readonly struct Tiles
{
    readonly int _rows, _width, _blocks, _first, _last;

    public Tiles(int rows, int panels, int width, Worker worker)
    {
        (_rows, _width, _blocks) = (rows, width, (rows + width - 1) / width);
        (_first, _last) = worker.Share(_blocks * ((panels + 1) / 2));
    }

    public static Tiles Of<T>(Panels<T> matrix, Worker worker) where T : unmanaged => new(matrix.Rows, matrix.Count, matrix.Width, worker);

    public Enumerator GetEnumerator() => new(this);

    public struct Enumerator(Tiles tiles)
    {
        int _at = tiles._first;

        public (int Panel, int First, int Last) Current { get; private set; }

        public bool MoveNext()
        {
            if (_at >= tiles._last) return false;
            int pair = _at / tiles._blocks, block = _at % tiles._blocks;
            int end = Math.Min(tiles._blocks, block + tiles._last - _at);
            Current = (2 * pair, block * tiles._width, Math.Min(tiles._rows, end * tiles._width));
            _at += end - block;
            return true;
        }
    }
}
