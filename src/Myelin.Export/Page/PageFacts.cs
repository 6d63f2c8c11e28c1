using System.Text;
using System.Text.Json;

namespace Myelin.Export;

/// <summary>What the page's form and charts are told of a model, as JSON that may stand in HTML.</summary>
static class PageFacts
{
    /// <summary>The coverage of the intervals that the page shows.</summary>
    public const double Coverage = 0.9;

    const int MostExamples = 40;

    public static string Of(TabularModel model, Table? rows)
    {
        PageColumn[] columns = [.. model.Encoder.Columns.Select(encoder => PageColumn.Of(model, encoder, rows))];
        using var bytes = new MemoryStream();
        // without options it escapes < and everything beyond ASCII
        using (var json = new Utf8JsonWriter(bytes)) Write(json, model, columns, rows);
        return Encoding.ASCII.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    static void Write(Utf8JsonWriter json, TabularModel model, PageColumn[] columns, Table? rows)
    {
        Target target = model.Target;
        json.WriteStartObject();
        json.WriteString("target", target.Column);
        json.WriteString("targetType", target.Type == ColumnType.Date ? "date" : "number");
        json.WriteString("decimal", model.Format.DecimalSign.ToString());
        if (target.Classes is { } classes)
        {
            json.WriteStartArray("classes");
            foreach (string name in classes.Names) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        else json.WriteNull("classes");
        WriteNumber(json, "threshold", target.Classes is null ? null : model.Calibration.Threshold);
        WriteNumber(json, "coverage", model.Calibration.Intervals is { } known && known.MostCoverage >= Coverage ? Coverage : null);
        WriteNumber(json, "median", target.Classes is null ? model.Baseline?.Median : null);
        if (model.Bounds is { } bounds)
        {
            json.WriteStartArray("bounds");
            json.WriteNumberValue(bounds.Low);
            json.WriteNumberValue(bounds.High);
            json.WriteEndArray();
        }
        else json.WriteNull("bounds");
        json.WriteString("typical", Typical(columns));
        json.WriteStartArray("columns");
        foreach (PageColumn column in columns) column.Write(json);
        json.WriteEndArray();
        json.WriteStartArray("examples");
        foreach (int row in Examples(rows)) WriteRow(json, rows!, row, columns);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What typical cells are: median or most frequent category.</summary>
    static string Typical(PageColumn[] columns) =>
        string.Join(" or ", columns.Select(column => column.TypicalName).Distinct().OrderBy(name => name, StringComparer.Ordinal));

    /// <summary>The same for the same number of rows.</summary>
    static IEnumerable<int> Examples(Table? rows)
    {
        if (rows is null) return [];
        int[] all = [.. Enumerable.Range(0, rows.Rows)];
        new Random(1).Shuffle(all);
        return all.Take(MostExamples);
    }

    static void WriteRow(Utf8JsonWriter json, Table rows, int row, PageColumn[] columns)
    {
        json.WriteStartArray();
        foreach (PageColumn column in columns)
        {
            Column cells = rows[column.Name];
            if (cells.IsMissing(row)) json.WriteNullValue();
            else if (column.Type == ColumnType.Boolean) json.WriteBooleanValue(cells.Text(row) == "true");
            else if (column.IsNumber) json.WriteNumberValue(cells.Number(row));
            else json.WriteStringValue(cells.Text(row));
        }
        json.WriteEndArray();
    }

    static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
