namespace Myelin.Tabular;

/// <summary>
/// A 64-bit number for each row of a table: equal where the cells of the given columns are, and else almost never (2⁻⁶⁴ a pair).
/// </summary>
static class RowHashes
{
    const ulong Step = 0x9E3779B97F4A7C15, Missing = 0xD1B54A32D192ED03;

    /// <param name="columns">in an order that is the same wherever numbers are compared</param>
    /// <exception cref="OperationCanceledException">It was cancelled; that is looked for before each column.</exception>
    public static ulong[] Of(Table table, IEnumerable<string> columns, CancellationToken cancellation = default)
    {
        var hashes = new ulong[table.Rows];
        foreach (string name in columns)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(hashes, table[name]);
        }
        return hashes;
    }

    static void Add(ulong[] hashes, Column column)
    {
        if (column is CategoryColumn { Codes: var codes } category)
        {
            ulong[] words = [.. category.Words.Select(Of)];
            for (int row = 0; row < hashes.Length; row++) hashes[row] = Mix(hashes[row], codes[row] < 0 ? Missing : words[codes[row]]);
            return;
        }
        for (int row = 0; row < hashes.Length; row++)
        {
            double number = column.Number(row);
            // −0 is 0
            hashes[row] = Mix(hashes[row], double.IsNaN(number) ? Missing : BitConverter.DoubleToUInt64Bits(number + 0.0));
        }
    }

    static ulong Of(string word)
    {
        ulong hash = (ulong)word.Length;
        foreach (char letter in word) hash = Mix(hash, letter);
        return hash;
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea, Flood 2014) over both.</summary>
    static ulong Mix(ulong hash, ulong cell)
    {
        ulong z = unchecked((hash ^ cell) * Step + (hash >> 29) + Step);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
