namespace Myelin.Tabular;

/// <summary>Words in 4 bytes a cell, each word kept once; also free text.</summary>
public sealed class CategoryColumn : Column
{
    /// <summary>The code of a missing cell.</summary>
    public const int MissingCode = -1;

    /// <summary>
    /// The code of a cell whose word is none of those that are kept, as there were too many: to be taken for a missing one.
    /// </summary>
    internal const int UncountedCode = -2;

    readonly int[] _codes;
    int _distinct = -1;

    internal CategoryColumn(string name, ColumnType type, int[] codes, IReadOnlyList<string> words) : base(name, type) =>
        (_codes, Words) = (codes, words);

    /// <summary>The words that codes stand for, in order of first sight; not each need occur after rows were taken.</summary>
    public IReadOnlyList<string> Words { get; }

    public ReadOnlySpan<int> Codes => _codes;

    public override int Count => _codes.Length;

    public override int Distinct => _distinct >= 0 ? _distinct : _distinct = Counts().Count(count => count > 0);

    public override bool IsMissing(int row) => _codes[row] < 0;

    public override string? Text(int row) => IsMissing(row) ? null : Words[_codes[row]];

    public override double Number(int row) => IsMissing(row) || !NumberText.TryParse(Words[_codes[row]], '.', out double number)
        ? double.NaN
        : number;

    internal override Column Join(IReadOnlyList<Column> parts) =>
        new CategoryColumn(Name, Type, [.. parts.SelectMany(part => ((CategoryColumn)part)._codes)], Words);

    public override Column Take(ReadOnlySpan<int> rows) => new CategoryColumn(Name, Type, Take<int>(_codes, rows), Words);

    /// <summary>How often each word occurs.</summary>
    public int[] Counts()
    {
        var counts = new int[Words.Count];
        foreach (int code in _codes)
            if (code >= 0) counts[code]++;
        return counts;
    }

    internal static CategoryColumn Of(string name, ColumnType type, IEnumerable<string?> cells)
    {
        var known = new Dictionary<string, int>();
        var words = new List<string>();
        var codes = new List<int>();
        foreach (string? cell in cells)
        {
            int code = MissingCode;
            if (cell is not null && !known.TryGetValue(cell, out code))
            {
                known.Add(cell, code = words.Count);
                words.Add(cell);
            }
            codes.Add(code);
        }
        return new(name, type, [.. codes], words);
    }
}
