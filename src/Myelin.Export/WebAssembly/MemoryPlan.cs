namespace Myelin.Export;

/// <summary>
/// The addresses of a module's memory: rows that are computed, which all networks share, and behind them the weights of all.
/// </summary>
/// <param name="weights">the address where weights begin</param>
sealed class MemoryPlan(int weights)
{
    const int FloatBytes = 4, VectorFloats = 4, VectorBytes = 16;

    /// <summary>Loops of vectors and blocks of products may write behind a row's end.</summary>
    const int SpareFloats = 16;

    readonly List<WeightPlace> _places = [];
    readonly Dictionary<(Weights, string), int> _addresses = [];
    long _next = VectorBytes, _most, _nextWeights = weights;

    public IReadOnlyList<WeightPlace> Places => _places;

    /// <summary>Where the weights may begin.</summary>
    public int EndOfRows => Address(Math.Max(_most, _next));

    public long End => _nextWeights;

    /// <summary>Room for a row.</summary>
    public int Row(int width)
    {
        int address = Address(_next);
        _next += Bytes(width + (long)SpareFloats);
        return address;
    }

    /// <summary>What was taken since then is free again.</summary>
    public long Mark() => _next;

    public void Release(long mark) => (_most, _next) = (Math.Max(_most, _next), mark);

    /// <summary>The weights as one run of rows, each as wide as it is.</summary>
    public int Weights(Weights of, string tensor) => Weights(of, tensor, [of.Columns]);

    public int Weights(Weights of, string tensor, IReadOnlyList<int> blocks)
    {
        (Weights, string) key = (of, string.Join(',', blocks));
        if (_addresses.TryGetValue(key, out int known)) return known;
        return _addresses[key] = Place(tensor, of.Rows, of.Columns, blocks);
    }

    /// <summary>Room for a row that a function of the module uses whenever it is called.</summary>
    public int Room(int width)
    {
        int address = Address(_nextWeights);
        _nextWeights += Bytes(width + (long)SpareFloats);
        return address;
    }

    public int Zeros(int width) => Place("", 1, width, [width]);

    int Place(string tensor, int rows, int columns, IReadOnlyList<int> blocks)
    {
        int address = Address(_nextWeights);
        _places.Add(new(tensor, address, rows, columns, blocks));
        _nextWeights += Bytes(((long)rows * blocks.Sum()) + SpareFloats);
        return address;
    }

    static long Bytes(long floats) => (floats + VectorFloats - 1) / VectorFloats * VectorFloats * FloatBytes;

    static int Address(long address) => address <= int.MaxValue ? (int)address
        : throw new NotSupportedException("The networks need more than the 2 GB of memory that this program can address.");
}
