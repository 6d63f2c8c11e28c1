namespace Myelin.Tabular;

/// <summary>A named column; missing cells are explicit.</summary>
public sealed class Column
{
    readonly double[]? _numbers;
    readonly int[]? _codes;

    Column(string name, ColumnType type, double[]? numbers, int[]? codes, IReadOnlyList<string> values) =>
        (Name, Type, _numbers, _codes, Values) = (name, type, numbers, codes, values);

    public string Name { get; }

    public ColumnType Type { get; }

    /// <summary>The distinct texts in order of first sight; empty for numbers and dates.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether cells are numbers (dates are days since 2000-01-01).</summary>
    public bool IsNumeric => _numbers is not null;

    public int Rows => _numbers?.Length ?? _codes!.Length;

    /// <param name="numbers">NaN where a cell is missing</param>
    public static Column OfNumbers(string name, double[] numbers, ColumnType type = ColumnType.Number) => new(name, type, numbers, null, []);

    /// <param name="texts">null where a cell is missing</param>
    public static Column OfTexts(string name, IReadOnlyList<string?> texts, ColumnType type = ColumnType.Category)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var values = new List<string>();
        var codes = new int[texts.Count];
        for (int row = 0; row < codes.Length; row++)
        {
            if (texts[row] is not { } text)
            {
                codes[row] = -1;
                continue;
            }
            if (!places.TryGetValue(text, out codes[row]))
            {
                places.Add(text, codes[row] = values.Count);
                values.Add(text);
            }
        }
        return new(name, type, null, codes, values);
    }

    public bool IsMissing(int row) => _numbers is not null ? double.IsNaN(_numbers[row]) : _codes![row] < 0;

    /// <summary>The number in a row, NaN where missing; only for numeric columns.</summary>
    public double Number(int row) => _numbers![row];

    /// <summary>The place of a row's text among <see cref="Values"/>, −1 where missing.</summary>
    public int Code(int row) => _codes![row];

    /// <summary>The cell as text; null where missing.</summary>
    public string? Text(int row) =>
        IsMissing(row) ? null
        : _codes is not null ? Values[_codes[row]]
        : Type == ColumnType.Date ? Cells.FormatDate(_numbers![row])
        : _numbers![row].ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    public int MissingCount => Enumerable.Range(0, Rows).Count(IsMissing);

    /// <summary>How many different cells there are, missing ones aside.</summary>
    public int DistinctCount => _codes is not null
        ? _codes.Where(code => code >= 0).Distinct().Count()
        : _numbers!.Where(number => !double.IsNaN(number)).Distinct().Count();

    public Column Select(ReadOnlySpan<int> rows)
    {
        (double[]? numbers, int[]? codes) = (_numbers is null ? null : new double[rows.Length], _codes is null ? null : new int[rows.Length]);
        for (int i = 0; i < rows.Length; i++)
        {
            if (numbers is not null) numbers[i] = _numbers![rows[i]];
            if (codes is not null) codes[i] = _codes![rows[i]];
        }
        return new(Name, Type, numbers, codes, Values);
    }
}
