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
/// <remarks>
/// Shares are cut at whole square blocks, so that each block's transpose belongs to the same worker. ∂L/∂W = xᵀ·δ reads columns of x for
/// rows of W and columns of δ for columns of W; the larger of the two is read once, and the smaller stays in the cache.
/// </remarks>
internal readonly struct Tiles
{
    /// <summary>
    /// Blocks of rows of a tile: its weights, gradient and moments stay in the first-level cache from one use to the next.
    /// </summary>
    public const int TileBlocks = 2;

    readonly int _rows, _panels, _width, _blocks, _first, _last;
    readonly bool _alongRows;

    public Tiles(int rows, int panels, int width, Worker worker)
    {
        (_rows, _panels, _width, _blocks, _alongRows) = (rows, panels, width, (rows + width - 1) / width, rows > panels * width);
        (_first, _last) = worker.Share(_alongRows ? _blocks : _blocks * Pairs);
    }

    int Pairs => (_panels + 1) / 2;

    public static Tiles Of<T>(Panels<T> matrix, Worker worker) where T : unmanaged => new(matrix.Rows, matrix.Count, matrix.Width, worker);

    public Enumerator GetEnumerator() => new(this);

    public struct Enumerator(Tiles tiles)
    {
        int _at = tiles._first, _pair;

        public Tile Current { get; private set; }

        public bool MoveNext()
        {
            if (_at >= tiles._last) return false;
            if (tiles._alongRows)
            {
                int end = Math.Min(_at + TileBlocks, tiles._last);
                Current = At(_pair, _at, end);
                if (++_pair == tiles.Pairs) (_at, _pair) = (end, 0);
            }
            else
            {
                int block = _at % tiles._blocks, end = Math.Min(Math.Min(tiles._blocks, block + TileBlocks), block + tiles._last - _at);
                Current = At(_at / tiles._blocks, block, end);
                _at += end - block;
            }
            return true;
        }

        readonly Tile At(int pair, int block, int end) =>
            new(2 * pair, Math.Min(2, tiles._panels - 2 * pair), block * tiles._width, Math.Min(tiles._rows, end * tiles._width));
    }
}
