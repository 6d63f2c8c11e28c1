using System.Globalization;

namespace Myelin.Tabular;

/// <summary>What the first record says of the columns: their names, which fields they are, and which fields are none.</summary>
sealed class CsvHeader
{
    /// <summary>What a first column without a name is called.</summary>
    const string IndexName = "index";

    readonly List<ReadingNote> _notes = [];
    readonly string[] _names;

    /// <summary>Takes the names that the record has, adds one for an index of rows, and leaves out what stands behind the last.</summary>
    /// <param name="records">stands at the header</param>
    /// <exception cref="CsvFault">The record is no header.</exception>
    public CsvHeader(CsvRecords records, CsvSample sample, TableOptions options)
    {
        Line = records.Line;
        string[] names = [.. Enumerable.Range(0, records.Count).Select(i => records[i].ToString())];
        if (names.All(string.IsNullOrWhiteSpace)) throw new CsvFault(Line, "gives column 1 no name. Write a name into the header");
        _names = Complete(names, sample);
        NameIndex();
        Columns = [.. Enumerable.Range(0, Width).Where(i => !IsNameless(i))];
        Nameless = [.. Enumerable.Range(0, Width).Where(IsNameless)];
        Check(sample, options);
        _notes.AddRange(Lookalikes.OfNames([.. Columns.Select(i => _names[i])]).Select(text => new ReadingNote(null, text)));
    }

    public int Line { get; }

    /// <summary>Fields of every row.</summary>
    public int Width => _names.Length;

    /// <summary>The fields that are columns.</summary>
    public int[] Columns { get; }

    /// <summary>The fields without a name, which must be empty in every row.</summary>
    public int[] Nameless { get; }

    /// <summary>Whether the first column had no name, as an index of rows has none.</summary>
    public bool HasIndex { get; private set; }

    public string this[int field] => _names[field];

    /// <param name="numbered">whether the index counts all rows</param>
    public IEnumerable<ReadingNote> Notes(bool numbered)
    {
        if (HasIndex)
        {
            string nameless = $"column 1 has no name in the header, and is read as {_names[0]}";
            yield return new(_names[0], numbered
                ? new Advice($"{nameless}. It numbers the rows, which says nothing about others")
                    .Or("leave it out", SettingNames.Ignore, _names[0])
                : new Advice(nameless).Or("if it numbers or names the rows, leave it out", SettingNames.Ignore, _names[0]), IsIndex: true);
        }
        if (Nameless.Length > 0)
            yield return new(null, Nameless.Length == 1 ? "1 column with neither a name nor a cell is left out"
                : string.Create(CultureInfo.InvariantCulture, $"{Nameless.Length} columns with neither a name nor a cell are left out"));
        foreach (ReadingNote note in _notes) yield return note;
    }

    bool IsNameless(int field) => string.IsNullOrWhiteSpace(_names[field]);

    /// <summary>As many names as the rows have fields, where it is clear which one is missing or too many.</summary>
    static string[] Complete(string[] names, CsvSample sample)
    {
        IReadOnlyList<CsvSample.Record> rows = sample.Rows;
        if (rows.Count == 0 || rows.Any(row => row.Fields.Length != rows[0].Fields.Length)) return names;
        int width = rows[0].Fields.Length;
        if (width < names.Length && names[width..].All(string.IsNullOrWhiteSpace)) return names[..width];
        if (width != names.Length + 1) return names;
        // a delimiter at the end of every line but the header's
        if (rows.All(row => row.Fields[^1].Length == 0 && !row.Quoted[^1])) return [.. names, ""];
        return IsIndex(sample) ? ["", .. names] : names;
    }

    // R writes no name above the names of rows, and quotes both; rows that are merely one field longer may lack any name
    static bool IsIndex(CsvSample sample) =>
        Array.TrueForAll(sample.Records[0].Quoted, quoted => quoted) && sample.Rows.All(row => row.Quoted[0]) &&
        sample.Rows.Select(row => row.Fields[0]).Distinct().Count() == sample.Rows.Count;

    /// <summary>A cell that may count rows.</summary>
    public static long? Count(ReadOnlySpan<char> cell) =>
        long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number < int.MaxValue ? number : null;

    void NameIndex()
    {
        if (Width == 1 || !IsNameless(0)) return;
        HasIndex = true;
        string name = IndexName;
        for (int i = 2; _names.Contains(name, StringComparer.OrdinalIgnoreCase); i++)
            name = string.Create(CultureInfo.InvariantCulture, $"{IndexName}{i}");
        _names[0] = name;
    }

    void Check(CsvSample sample, TableOptions options)
    {
        var seen = new Dictionary<string, int>();
        bool? numbersAreNames = null;
        foreach (int i in Columns)
        {
            string name = _names[i];
            if (seen.TryGetValue(name, out int first))
                throw new CsvFault(Line, $"names two columns {Cell.Quote(name)}: column {first + 1} and column {i + 1}. " +
                    "Give each its own name");
            seen.Add(name, i);
            // 0, 1, 2 or 2024 may be names; -3, 1.5 and NA are cells, unless they count up
            bool number = NumberText.TryParse(name, options.DecimalSign, out _) && name.AsSpan().ContainsAnyExceptInRange('0', '9');
            bool isCell = number && !(numbersAreNames ??= HeaderNumbers.AreNames(sample, options.DecimalSign));
            if (isCell || TableOptions.AlwaysMissing.Contains(name))
                throw new CsvFault(Line, new Advice($"has {Cell.Quote(name)} where the name of column {i + 1} should be")
                    .Or("add a header line").Or("say that there is none", SettingNames.HasHeader, "false"));
        }
    }
}
