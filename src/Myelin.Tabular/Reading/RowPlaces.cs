using System.Globalization;

namespace Myelin.Tabular;

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

    /// <summary>Lines of a file or rows of a query; where one follows the other, only the first is kept.</summary>
    public static RowPlaces Of(string unit, ReadOnlySpan<int> places)
    {
        for (int row = 1; row < places.Length; row++)
            if (places[row] != places[0] + row) return new(unit, 0, places.ToArray());
        return new(unit, places.IsEmpty ? 0 : places[0], null);
    }

    /// <param name="places">of each row, or of the first alone where one follows the other</param>
    public static RowPlaces Of(string unit, int rows, ReadOnlySpan<int> places) =>
        places.Length == rows ? Of(unit, places) : new(unit, places[0], null);

    public static RowPlaces Join(IReadOnlyList<(RowPlaces Places, int Rows)> parts) => Of(parts[0].Places._unit,
        [.. parts.SelectMany(part => part.Places._places ?? Enumerable.Range(part.Places._first, part.Rows))]);

    public RowPlaces Take(ReadOnlySpan<int> rows)
    {
        var places = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) places[i] = _places?[rows[i]] ?? _first + rows[i];
        return new(_unit, 0, places);
    }
}
