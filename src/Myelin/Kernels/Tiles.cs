using Myelin.Engine;

namespace Myelin.Kernels;

/// <summary>Rows [First, Last) of one or two neighboring panels of a weight matrix.</summary>
internal readonly record struct Tile(int Panel, int Panels, int First, int Last)
{
    /// <summary>A matrix of which only this tile is there, in memory that has room for it.</summary>
    public unsafe Panels<T> Alone<T>(T* memory, int width) where T : unmanaged
    {
        int rows = Last - First;
        return new(memory - ((nint)Panel * rows + First) * width, rows, (Panel + Panels) * width, width);
    }
}

/// <summary>A worker's share of a weight matrix, a tile at a time.</summary>
/// <remarks>Shares are cut at whole square blocks, so that each block's transpose belongs to the same worker.</remarks>
internal readonly struct Tiles
{
    /// <summary>Rows of a tile: its weights, gradient and moments stay in the first-level cache from one use to the next.</summary>
    public const int TileBlocks = 2;

    readonly int _rows, _panels, _width, _blocks, _first, _last;

    public Tiles(int rows, int panels, int width, Worker worker)
    {
        (_rows, _panels, _width, _blocks) = (rows, panels, width, (rows + width - 1) / width);
        (_first, _last) = worker.Share(_blocks * ((panels + 1) / 2));
    }

    public static Tiles Of<T>(Panels<T> matrix, Worker worker) where T : unmanaged => new(matrix.Rows, matrix.Count, matrix.Width, worker);

    public Enumerator GetEnumerator() => new(this);

    public struct Enumerator(Tiles tiles)
    {
        int _at = tiles._first;

        public Tile Current { get; private set; }

        public bool MoveNext()
        {
            if (_at >= tiles._last) return false;
            int pair = _at / tiles._blocks, block = _at % tiles._blocks;
            int end = Math.Min(Math.Min(tiles._blocks, block + TileBlocks), block + tiles._last - _at);
            Current = new(2 * pair, Math.Min(2, tiles._panels - 2 * pair), block * tiles._width, Math.Min(tiles._rows, end * tiles._width));
            _at += end - block;
            return true;
        }
    }
}
