namespace Myelin.Tabular;

/// <summary>Counts a column's different cells, part after part, up to a bound.</summary>
sealed class CellCounts(int most = int.MaxValue)
{
    readonly List<(string Text, int Count)> _values = [];
    readonly Dictionary<string, int> _words = [];
    readonly Dictionary<double, int> _numbers = [];
    bool _tooMany;

    public IReadOnlyList<(string Text, int Count)>? Values => _tooMany ? null : _values;

    public (double Low, double High) Bounds { get; private set; } = (double.NaN, double.NaN);

    public static CellCounts Of(Column column, int most = int.MaxValue)
    {
        var counts = new CellCounts(most);
        counts.Add(column);
        return counts;
    }

    public void Add(Column column)
    {
        for (int row = 0; row < column.Count; row++)
        {
            if (column.IsMissing(row)) continue;
            double number = column is CategoryColumn ? double.NaN : column.Number(row);
            if (!double.IsNaN(number))
                Bounds = (double.IsNaN(Bounds.Low) ? number : Math.Min(Bounds.Low, number),
                    double.IsNaN(Bounds.High) ? number : Math.Max(Bounds.High, number));
            if (_tooMany) continue;
            // a number's text takes time to make
            bool isNew = column is NumberColumn
                ? !_numbers.TryGetValue(number, out int place)
                : !_words.TryGetValue(column.Text(row)!, out place);
            if (isNew && _values.Count == most) _tooMany = true;
            else if (isNew) AddNew(column, row, number);
            else _values[place] = _values[place] with { Count = _values[place].Count + 1 };
        }
    }

    void AddNew(Column column, int row, double number)
    {
        string text = column.Text(row)!;
        if (column is NumberColumn) _numbers.Add(number, _values.Count);
        else _words.Add(text, _values.Count);
        _values.Add((text, 1));
    }
}
