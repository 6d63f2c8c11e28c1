using System.Runtime.InteropServices;

namespace Myelin.Tabular;

/// <summary>
/// How many different cells there are, in bounded memory: exact up to k, 1,024 as a rule, and beyond within 1/√k, about 3 %.
/// </summary>
/// <remarks>
/// The k smallest of their hashes are kept. If the k-th smallest is at the share u of all hashes, there are about (k − 1)/u (Bar-Yossef,
/// Jayram, Kumar, Sivakumar, Trevisan 2002, "Counting distinct elements in a data stream", algorithm 1; Giroire 2009 for k − 1).
/// </remarks>
/// <param name="most">k</param>
sealed class DistinctCount(int most = DistinctCount.Usual)
{
    const int Usual = 1024, UsualColumns = 2000, Fewest = 16;

    readonly HashSet<ulong> _hashes = [];
    readonly PriorityQueue<ulong, ulong> _largest = new();
    ulong _bound = ulong.MaxValue;

    public int Estimate =>
        _hashes.Count < most ? _hashes.Count : (int)Math.Min(int.MaxValue, (most - 1) / ((_bound + 1.0) / 18446744073709551616.0));

    /// <summary>With a smaller k where there are very many columns.</summary>
    public static DistinctCount Of(int columns) => new(Math.Clamp(Usual * UsualColumns / columns, Fewest, Usual));

    public void Add(long cell) => AddHash(Mix((ulong)cell));

    public void Add(ReadOnlySpan<double> cells)
    {
        foreach (double cell in cells)
            if (!double.IsNaN(cell)) AddHash(Mix(BitConverter.DoubleToUInt64Bits(cell == 0 ? 0 : cell)));
    }

    public void Add(ReadOnlySpan<char> word)
    {
        ulong hash = (ulong)word.Length;
        ReadOnlySpan<ulong> whole = MemoryMarshal.Cast<char, ulong>(word);
        foreach (ulong four in whole) hash = Mix(hash ^ four);
        foreach (char one in word[(whole.Length * 4)..]) hash = Mix(hash ^ one);
        AddHash(Mix(hash));
    }

    void AddHash(ulong hash)
    {
        if (hash >= _bound || !_hashes.Add(hash)) return;
        _largest.Enqueue(hash, ~hash);
        if (_hashes.Count > most) _hashes.Remove(_largest.Dequeue());
        if (_hashes.Count == most) _bound = _largest.Peek();
    }

    /// <summary>A permutation of 64-bit numbers whose outputs look random (Steele, Lea, Flood 2014, SplitMix64's finalizer).</summary>
    static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}
