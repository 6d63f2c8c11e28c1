using System.Globalization;

namespace Myelin.Tabular.Reading;

/// <summary>Where the rows of a table stand in their source, so that an error can name the place.</summary>
sealed class RowPlaces
{
    readonly string _unit;
    readonly int _first;
    readonly int[]? _places;

    RowPlaces(string unit, int first, int[]? places) => (_unit, _first, _places) = (unit, first, places);

    public string this[int row] => string.Create(CultureInfo.InvariantCulture, $"{_unit} {_places?[row] ?? _first + row}");

    /// <summary>Rows 1, 2, 3, … of a query.</summary>
    public static RowPlaces OfRows() => new("row", 1, null);

    /// <summary>Lines of a file; where one follows the other, only the first is kept.</summary>
    public static RowPlaces OfLines(List<int> lines)
    {
        for (int row = 1; row < lines.Count; row++)
            if (lines[row] != lines[0] + row) return new("line", 0, [.. lines]);
        return new("line", lines.Count == 0 ? 0 : lines[0], null);
    }

    public RowPlaces Take(ReadOnlySpan<int> rows)
    {
        var places = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) places[i] = _places?[rows[i]] ?? _first + rows[i];
        return new(_unit, 0, places);
    }
}
