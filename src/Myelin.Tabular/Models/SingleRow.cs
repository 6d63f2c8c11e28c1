using System.Globalization;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>A table of one row, of values as programs have them: read as the cells of the training table were.</summary>
static class SingleRow
{
    const string Name = "row";

    public static Table Of(IReadOnlyDictionary<string, object?> row, TabularModel model)
    {
        EquatableArray<ColumnEncoder> encoders = model.Encoder.Columns;
        string[] absent = [.. encoders.Select(column => column.Column).Where(name => !row.ContainsKey(name))];
        if (absent.Length > 0) throw new InvalidFileException(Name, TableShape.Absent(absent, [.. row.Keys]));
        var cells = new Column[encoders.Count];
        // of all columns, as options may name any of them; only for values that are not at once what the column holds
        ColumnBuilder?[]? builders = null;
        for (int i = 0; i < cells.Length; i++)
        {
            ColumnEncoder encoder = encoders[i];
            object? value = PlainValue.Of(row[encoder.Column]);
            if (Simple(encoder, value, model) is { } cell) cells[i] = cell;
            else
            {
                builders ??= Builders(model);
                cells[i] = Read(encoder, value!, builders[i]!, model);
            }
        }
        return new(Name, cells, RowPlaces.OfRows());
    }

    /// <summary>One cell, of a value that is not missing, read as the cells of the training table were.</summary>
    /// <exception cref="InvalidFileException">The value is not what was trained on.</exception>
    public static Column ColumnOf(ColumnEncoder encoder, object value, TabularModel model) =>
        Simple(encoder, value, model) ?? Read(encoder, value, Builders(model)[Place(encoder, model)]!, model);

    static int Place(ColumnEncoder encoder, TabularModel model)
    {
        int place = 0;
        while (!ReferenceEquals(model.Encoder.Columns[place], encoder)) place++;
        return place;
    }

    static ColumnBuilder?[] Builders(TabularModel model)
    {
        TableOptions reading = model.Reading();
        return TableShape.Builders([.. model.Inputs], new(reading.Columns), reading, Name, canReread: false);
    }

    /// <summary>The cell of a value that needs no reading; null for others.</summary>
    static Column? Simple(ColumnEncoder encoder, object? value, TabularModel model)
    {
        switch (value)
        {
            case null:
                return Column.Of(encoder.Column, double.NaN);
            case double number when encoder.Type == ColumnType.Number && model.OtherMissingWords.Count == 0 && double.IsFinite(number):
                return Column.Of(encoder.Column, number);
            case bool truth when encoder.Type == ColumnType.Boolean:
                return Column.Of(encoder.Column, (bool?)truth);
            case DateTime date when encoder.Type == ColumnType.Date:
                return Column.Of(encoder.Column, (DateTime?)date);
            case string text when encoder.Categories is not null && encoder.Type != ColumnType.Boolean && encoder.Knows(text) &&
                !model.MissingWords.Contains(text):
                return Column.Of(encoder.Column, [text]);
            default:
                return null;
        }
    }

    static Column Read(ColumnEncoder encoder, object value, ColumnBuilder builder, TabularModel model)
    {
        HashSet<string> missing = model.MissingWords;
        string dates = model.Format.Notations.GetValueOrDefault(encoder.Column)?.DateFormat ?? "2026-11-22 or 2026-11-22T18:30:00";
        if (PlainValue.Objection(value) is { } objection) throw Invalid(encoder, $"the value {objection}");
        ColumnType? kind = PlainValue.Kind(value);
        if (encoder.Type == ColumnType.Number && kind == ColumnType.Boolean)
        {
            // a truth value is a number where the column's numbers are 0 and 1
            if (encoder.Range is { } range && (range.Low < 0 || range.High > 1)) throw Invalid(encoder, $"{Shown(value)} is not a number");
            value = (bool)value ? 1 : 0;
        }
        else if (encoder.Type == ColumnType.Number && kind == ColumnType.Date ||
            encoder.Type == ColumnType.Date && kind is ColumnType.Number or ColumnType.Boolean)
            throw Invalid(encoder, Unfit(encoder, value, dates));
        // a number that stands for a missing value in the training file does so here
        if (kind == ColumnType.Number && missing.Contains(Shown(value))) return Column.Of(encoder.Column, double.NaN);
        if (DatabaseCell.Add(builder, value, 0, missing) is { } problem) throw Invalid(encoder, $"the value {problem}");
        Column column = builder.Build((_, _) => Invalid(encoder, Unfit(encoder, value, dates)))!;
        return kind is { } type && encoder.Categories is not null && column.Text(0) is { } text && !encoder.Knows(text)
            ? OfOtherKind(encoder, type, text, column)
            : column;
    }

    /// <summary>A number, a date or a truth value that is none of the categories as it is.</summary>
    static Column OfOtherKind(ColumnEncoder encoder, ColumnType type, string text, Column column)
    {
        // True or TRUE in the training file
        if (type == ColumnType.Boolean &&
            encoder.Categories!.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } truth)
            return Column.Of(encoder.Column, [truth]);
        return OtherKind.Objection(type, text, encoder) is { } problem ? throw Invalid(encoder, problem) : column;
    }

    static string Unfit(ColumnEncoder encoder, object value, string dates) => $"{Shown(value)} is not {encoder.Type switch
    {
        ColumnType.Number => "a number",
        ColumnType.Date => $"a date as {dates}",
        ColumnType.Boolean => "true or false",
        _ => "a category",
    }}, as the model was trained on";

    static string Shown(object value) => value switch
    {
        string text => Cell.Quote(text),
        bool truth => truth ? "true" : "false",
        DateTime date => DateText.Format(date),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Cell.Quote(value.ToString()),
    };

    static InvalidFileException Invalid(ColumnEncoder encoder, string problem) => new(Name, $"column {encoder.Column}: {problem}");
}
