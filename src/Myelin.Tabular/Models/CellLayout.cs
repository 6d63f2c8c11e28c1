namespace Myelin.Tabular;

/// <summary>
/// One column of a model, ready for rows whose cells come one by one: where its numbers stand in an encoded row and, of words, the numbers
/// that each becomes. It is not changed, and any number of threads may use it.
/// </summary>
sealed class CellLayout
{
    /// <summary>Numbers of a column's words that are kept; where there would be more, each word is encoded anew.</summary>
    const int MostKept = 1 << 20;

    /// <summary>Longer words go the long way, where their length is checked.</summary>
    const int LongestWord = 256;

    /// <summary>A word of no table, as no cell may hold it.</summary>
    const string NoWord = "\0";

    readonly int _number, _plain, _code, _plainCount;
    readonly int _width;

    // of known words, a missing cell and an unseen word, each with its plain columns and its code
    readonly float[]? _kept;
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words;
    readonly int _known;
    readonly HashSet<long> _missingNumbers;

    /// <param name="numbers">columns of numbers of the columns before it; the same of plain columns and codes</param>
    public CellLayout(TabularModel model, ColumnEncoder encoder, int numbers, int plain, int codes)
    {
        EncodedLayout layout = model.Encoder.Layout;
        (Encoder, _width) = (encoder, layout.Width);
        (_number, _plain, _code) = (numbers, layout.Numbers + plain, layout.Numbers + layout.Plain + codes);
        _plainCount = encoder.Plain.Count;
        IsComplete = model.Schema.Columns.Any(column => column.Name == encoder.Column && column.Missing == 0);
        _missingNumbers = [.. model.OtherMissingWords.Select(NumberOf).OfType<double>().Select(BitConverter.DoubleToInt64Bits)];
        if (encoder.Categories is not { } categories || encoder is CellEncoder) return;
        int each = _plainCount + (encoder.Codes > 0 ? 1 : 0);
        if ((categories.Count + 2L) * each > MostKept) return;
        _known = categories.Count;
        var places = new Dictionary<string, int>();
        for (int i = 0; i < _known; i++)
            if (!model.MissingWords.Contains(categories[i])) places[categories[i]] = i;
        foreach (string word in model.MissingWords)
            if (encoder.Type != ColumnType.Boolean) places[word] = _known;
        _words = places.GetAlternateLookup<ReadOnlySpan<char>>();
        _kept = Kept(categories, each);
    }

    /// <summary>Those of a model, in the order of its columns.</summary>
    public static CellLayout[] Of(TabularModel model)
    {
        int numbers = 0, plain = 0, codes = 0;
        return [.. model.Encoder.Columns.Select(column =>
        {
            var cell = new CellLayout(model, column, numbers, plain, codes);
            (numbers, plain, codes) = (numbers + column.Numbers.Count, plain + column.Plain.Count, codes + (column.Codes > 0 ? 1 : 0));
            return cell;
        })];
    }

    public ColumnEncoder Encoder { get; }

    /// <summary>Whether no training row's cell was missing.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether words are kept with their numbers.</summary>
    public bool KeepsWords => _kept is not null;

    /// <summary>Whether a number stands for a missing cell.</summary>
    public bool IsMissing(double number) =>
        double.IsNaN(number) || _missingNumbers.Count > 0 && _missingNumbers.Contains(BitConverter.DoubleToInt64Bits(number));

    /// <summary>The place of a word, <see cref="MissingPlace"/> among them; −1 where it has to be looked at more closely.</summary>
    public int PlaceOf(ReadOnlySpan<char> word)
    {
        if (_kept is null || word.Length > LongestWord) return -1;
        if (_words.TryGetValue(word, out int place)) return place;
        ReadOnlySpan<char> bare = word.Trim(" \t");
        if (_words.TryGetValue(bare, out place)) return place;
        return Encoder.Type == ColumnType.Boolean || bare.Contains('\0') ? -1 : UnseenPlace;
    }

    public int MissingPlace => _known;

    public int UnseenPlace => _known + 1;

    /// <summary>Writes the numbers of a word.</summary>
    public void Write(int place, Span<float> row)
    {
        int each = _kept!.Length / (_known + 2);
        ReadOnlySpan<float> numbers = _kept.AsSpan(place * each, each);
        numbers[.._plainCount].CopyTo(row[_plain..]);
        if (each > _plainCount) row[_code] = numbers[_plainCount];
    }

    /// <summary>Writes the numbers of a column's first cell.</summary>
    public void Write(Table table, Column cell, Span<float> row) =>
        Encoder.Apply(table, cell, new EncodedRows(row, _width, _number, _plain, _code));

    float[] Kept(IReadOnlyList<string> categories, int each)
    {
        int[] codes = [.. Enumerable.Range(0, _known), CategoryColumn.MissingCode, _known];
        var column = new CategoryColumn(Encoder.Column, ColumnType.Category, codes, [.. categories, NoWord]);
        var kept = new float[codes.Length * each];
        Encoder.Apply(new("row", [column], RowPlaces.OfRows()), column, new EncodedRows(kept, each, 0, 0, _plainCount));
        return kept;
    }

    // a number that is written as the word is
    static double? NumberOf(string word) => NumberText.TryParse(word, '.', out double number) && NumberColumn.Format(number) == word
        ? number
        : null;
}
