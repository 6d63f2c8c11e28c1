using System.Globalization;
using System.Text.Json;

namespace Myelin.Export;

/// <summary>How cells are read, as JSON: missing words, and how a column's numbers and dates are written.</summary>
static class ReadingJson
{
    /// <param name="isBrief">without dates where no column has them: cells of categories are then given as text, never as dates</param>
    public static void Write(Utf8JsonWriter json, TabularModel model, bool isBrief)
    {
        json.WriteStartObject("reading");
        json.WriteStrings("missing", model.MissingWords.Order(StringComparer.Ordinal));
        json.WriteEndObject();
        if (model.Encoder.Columns.All(column => column.Type == ColumnType.Number || isBrief && column.Type != ColumnType.Date)) return;
        // categories may be dates, too
        (IReadOnlyList<string> times, IReadOnlyList<string> numbers, IReadOnlyList<string> named) = DateText.AllFormats;
        json.WriteStartObject("dates");
        json.WriteNumber("lastShortYear", CultureInfo.InvariantCulture.Calendar.TwoDigitYearMax);
        json.WriteStrings("times", times);
        json.WriteStrings("numbers", numbers);
        json.WriteStrings("named", named);
        json.WriteEndObject();
    }

    public static void WriteForm(Utf8JsonWriter json, TabularModel model, ColumnEncoder column)
    {
        if (column.Type is not (ColumnType.Number or ColumnType.Date)) return;
        var form = CellForm.Of(model.Reading(), column.Column);
        json.WriteStartObject("form");
        if (column.Type == ColumnType.Date)
        {
            json.WriteStrings("formats", form.DateFormats);
            json.WriteString("date", form.Notation.DateFormat);
        }
        else
        {
            json.WriteString("decimal", form.DecimalSign.ToString());
            json.WriteString("thousands", form.Thousands?.ToString());
            json.WriteString("unit", form.Notation.Unit);
            json.WriteBoolean("optional", form.Notation.UnitOptional);
            json.WriteBoolean("suffixes", form.Notation.Suffixes);
            json.WriteBoolean("currency", Currency.Is(form.Notation.Unit));
        }
        json.WriteEndObject();
    }
}
