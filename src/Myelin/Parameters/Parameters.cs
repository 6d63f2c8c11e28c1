using System.Numerics;
using Myelin.Kernels;
using Myelin.Numerics;

namespace Myelin;

/// <summary>
/// All of a network's numbers in one aligned vector, with named blocks. Weights stand in panels, the layout that products read
/// without packing; whoever reads or writes a block here sees it row by row.
/// </summary>
/// <remarks>
/// Any number of threads may read at once, and one may write when no other reads. Reading or writing while another thread writes or trains
/// throws <see cref="InvalidOperationException"/>. <see cref="Dispose"/> may come at any moment: the memory is freed by its last user.
/// </remarks>
public sealed class Parameters<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Arena<T> _arena = new();
    readonly Panels<T>[] _panels;
    readonly LastUser _users;
    readonly bool _ownsTurn;

    internal Parameters(IReadOnlyList<ParameterBlock> blocks, int width, Turn? turn = null)
    {
        (Blocks, Width, Turn, _ownsTurn, _users) = (blocks, width, turn ?? new(), turn is null, new(nameof(Parameters<T>), _arena.Dispose));
        _panels = new Panels<T>[blocks.Count];
        Place();
        if (blocks.Sum(block => Panels<T>.Size(block.Rows, block.Columns, width)) > int.MaxValue)
            Throw.Argument($"The network's parameters take more than {int.MaxValue} numbers, padding included. " +
                $"Choose smaller layers.",
                "network");
        _arena.Allocate();
        Place();

        void Place()
        {
            for (int i = 0; i < blocks.Count; i++) _panels[i] = _arena.Take(blocks[i].Rows, blocks[i].Columns, width);
        }
    }

    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>Changes with the numbers, so that whoever keeps a copy in another layout sees when somebody else has written.</summary>
    internal int Version { get; set; }

    /// <summary>Who may change them.</summary>
    internal Turn Turn { get; }

    internal bool IsDisposed => _users.IsClosed;

    /// <summary>Keeps the memory until the result is disposed of.</summary>
    internal LastUser.Stay Hold() => _users.Enter();

    /// <summary>V, the width of the panels.</summary>
    internal int Width { get; }

    /// <summary>The lane that computes with panels of this width.</summary>
    internal int Bits => Lanes.BitsOf<T>(Width);

    /// <summary>Whether every block is one panel wide.</summary>
    internal bool HasOnePanels => Array.TrueForAll(_panels, panels => panels.Count == 1);

    internal Panels<T> Panels(int block) => _panels[block];

    /// <summary>Everything, padding included, in this machine's layout.</summary>
    internal Span<T> Values => _arena.Values;

    /// <summary>Zeros of the same layout: gradients, moments.</summary>
    public Parameters<T> Alike() => new(Blocks, Width);

    /// <summary>
    /// Whether no parameter is NaN or infinite. Padding, which no formula mixes with them, may be: an infinite slope at 0 makes it so.
    /// </summary>
    internal bool AreFinite()
    {
        if (Rows.AreFinite<T>(Values)) return true;
        foreach (Panels<T> panels in _panels)
            for (int r = 0; r < panels.Rows; r++)
                for (int c = 0; c < panels.Columns; c++)
                    if (!T.IsFinite(panels[r, c])) return false;
        return true;
    }

    /// <exception cref="ArgumentException">The destination is that of another network.</exception>
    public void CopyTo(Parameters<T> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using LastUser.Stay stay = Hold(), there = destination.Hold();
        IfDiffers(destination.Blocks, Blocks, nameof(destination));
        using Turn.Change change = destination.Turn.Begin();
        int seen = Turn.Look();
        Values.CopyTo(destination.Values);
        destination.Version++;
        Confirm(seen);
    }

    /// <summary>Block i as a matrix [rows × columns].</summary>
    public T[,] Get(int block)
    {
        using LastUser.Stay stay = Hold();
        int seen = Turn.Look();
        ParameterBlock b = BlockAt(block);
        var matrix = new T[b.Rows, b.Columns];
        for (int r = 0; r < matrix.GetLength(0); r++)
            for (int c = 0; c < matrix.GetLength(1); c++) matrix[r, c] = _panels[block][r, c];
        Confirm(seen);
        return matrix;
    }

    /// <summary>The block of this name, as the network lists them.</summary>
    public T[,] Get(string name) => Get(IndexOf(name));

    /// <summary>Writes block i, row by row, to rows · columns numbers.</summary>
    public void Read(int block, Span<T> destination)
    {
        using LastUser.Stay stay = Hold();
        int seen = Turn.Look();
        ParameterBlock b = BlockAt(block);
        if (destination.Length < b.Count)
            Throw.Argument(
                $"{b.Name} is a matrix of {b.Rows} × {b.Columns} = {b.Count} numbers, but there is room for {destination.Length}.",
                nameof(destination));
        for (int r = 0; r < b.Rows; r++) _panels[block].ReadRow(r, destination.Slice(r * b.Columns, b.Columns));
        Confirm(seen);
    }

    /// <summary>Takes block i from rows · columns numbers, row by row.</summary>
    public void Write(int block, ReadOnlySpan<T> source)
    {
        using LastUser.Stay stay = Hold();
        ParameterBlock b = BlockAt(block);
        if (source.Length != b.Count)
            Throw.Argument($"{b.Name} is a matrix of {b.Rows} × {b.Columns} = {b.Count} numbers, but {source.Length} were given.",
                nameof(source));
        using Turn.Change change = Turn.Begin();
        for (int r = 0; r < b.Rows; r++) _panels[block].WriteRow(r, source.Slice(r * b.Columns, b.Columns));
        Version++;
    }

    public void Write(string name, ReadOnlySpan<T> source) => Write(IndexOf(name), source);

    /// <summary>Begins every block as its initializer says; a function of the seed and the block's place alone.</summary>
    public void Initialize(ulong seed)
    {
        using LastUser.Stay stay = Hold();
        using Turn.Change change = Turn.Begin();
        for (int i = 0; i < Blocks.Count; i++)
        {
            ParameterBlock block = Blocks[i];
            var values = new double[block.Count];
            var row = new T[block.Columns];
            var random = new RandomStream(seed, RandomPurpose.Initialize, 0, (uint)i);
            block.Initializer.Fill(values, block.Rows, block.Columns, ref random);
            for (int r = 0; r < block.Rows; r++)
            {
                for (int c = 0; c < row.Length; c++) row[c] = T.CreateTruncating(values[r * row.Length + c]);
                _panels[i].WriteRow(r, row);
            }
        }
        Version++;
    }

    /// <summary>Copies block i to another's block of the same shape.</summary>
    internal void CopyTo(int block, Parameters<T> destination, int place)
    {
        using LastUser.Stay stay = Hold(), there = destination.Hold();
        using Turn.Change change = destination.Turn.Begin();
        var row = new T[Blocks[block].Columns];
        for (int r = 0; r < Blocks[block].Rows; r++)
        {
            _panels[block].ReadRow(r, row);
            destination._panels[place].WriteRow(r, row);
        }
        destination.Version++;
    }

    /// <summary>Refuses further use. The memory is freed at once, or by predictions and trainings under way when they end.</summary>
    public void Dispose()
    {
        if (_ownsTurn) Turn.Close();
        _users.Close();
    }

    internal void ThrowIfDisposed() => _users.ThrowIfClosed();

    // the barrier keeps the reads before it on processors that reorder them
    void Confirm(int seen)
    {
        Interlocked.MemoryBarrier();
        Turn.IsOpen(seen);
    }

    ParameterBlock BlockAt(int block) => (uint)block < (uint)Blocks.Count ? Blocks[block]
        : throw new ArgumentOutOfRangeException(nameof(block),
            $"There is no parameter block {block}: the blocks are 0 to {Blocks.Count - 1}.");

    /// <summary>Throws where blocks have other shapes than others.</summary>
    internal static void IfDiffers(IReadOnlyList<ParameterBlock> found, IReadOnlyList<ParameterBlock> expected, string name = "parameters")
    {
        if (found.Count != expected.Count)
            Throw.Argument($"The parameters have {found.Count} blocks where {expected.Count} are needed. Are they another network's?",
                name);
        for (int i = 0; i < found.Count; i++)
            if (found[i].Rows != expected[i].Rows || found[i].Columns != expected[i].Columns)
                Throw.Argument($"The parameters have {found[i].Name} [{found[i].Rows} × {found[i].Columns}] where " +
                    $"{expected[i].Name} [{expected[i].Rows} × {expected[i].Columns}] is needed. Are they another network's?", name);
    }

    int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (int i = 0; i < Blocks.Count; i++)
            if (Blocks[i].Name == name) return i;
        throw new ArgumentException($"There is no parameter block \"{name}\"; there are {string.Join(", ", Blocks.Select(b => b.Name))}.",
            nameof(name));
    }
}
