using System.Globalization;
using Myelin.Tabular.Reading;

namespace Myelin.Tabular;

/// <summary>A table of one row, of values as programs have them.</summary>
static class SingleRow
{
    public static Table Of(IReadOnlyDictionary<string, object?> row, TableEncoder encoder)
    {
        string[] absent = [.. encoder.Columns.Select(column => column.Column).Where(name => !row.ContainsKey(name))];
        if (absent.Length > 0) throw new InvalidFileException("row", TableShape.Absent(absent, [.. row.Keys]));
        return new("row", [.. encoder.Columns.Select(column => Cell(column, row[column.Column]))], RowPlaces.OfRows());
    }

    static Column Cell(ColumnEncoder column, object? value) => value switch
    {
        null => Column.Of(column.Column, double.NaN),
        bool boolean => Column.Of(column.Column, (bool?)boolean),
        DateTime date => Column.Of(column.Column, (DateTime?)date),
        DateOnly day => Column.Of(column.Column, (DateTime?)day.ToDateTime(TimeOnly.MinValue)),
        string word => Word(column, word),
        IConvertible number => Column.Of(column.Column, number.ToDouble(CultureInfo.InvariantCulture)),
        _ => throw new InvalidFileException("row", $"column {column.Column} is a {value.GetType().Name}. Give a number, a text, a truth value or a date"),
    };

    static Column Word(ColumnEncoder column, string word)
    {
        if (TableOptions.AlwaysMissing.Contains(word)) return Column.Of(column.Column, double.NaN);
        return column.Type == ColumnType.Date && DateText.TryParse(word, out DateTime date)
            ? Column.Of(column.Column, (DateTime?)date)
            : Column.Of(column.Column, [word]);
    }
}
