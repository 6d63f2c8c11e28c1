using System.Text.Json;

namespace Myelin.Export;

/// <summary>What a person may want to know of a model, as JSON.</summary>
static class InfoJson
{
    // the first is that of intervals for which none is asked
    static readonly double[] s_coverages = [0.9, 0.5, 0.8, 0.95, 0.99];

    /// <param name="isBrief">without histograms and scores</param>
    public static void Write(Utf8JsonWriter json, TabularModel model, bool isBrief)
    {
        json.WriteStartObject();
        json.WriteString("target", model.Target.Column);
        json.WriteString("task", model.Target.Classes is null ? "regression" : "classification");
        if (model.Target.Classes is { } classes) json.WriteStrings("classes", classes.Names);
        if (model.Calibration.Threshold is { } threshold) json.WriteNumber("threshold", threshold);
        json.WriteStartArray("columns");
        foreach (ColumnEncoder column in model.Encoder.Columns) Write(json, model, column, isBrief);
        json.WriteEndArray();
        if (model.Calibration.Intervals is { } intervals)
            json.WriteDoubles("coverage", s_coverages.Where(coverage => coverage <= intervals.MostCoverage));
        json.WriteNumber("rows", model.Schema.Rows);
        json.WriteNumber("networks", model.Members.Count);
        json.WriteString("version", ProgramJson.Version);
        json.WriteString("digest", WeightDigest.Of(model.Members.Select(member => member.Parameters)));
        if (!isBrief) WriteScores(json, model);
        json.WriteEndObject();
    }

    static void WriteScores(Utf8JsonWriter json, TabularModel model)
    {
        json.WriteStartObject("scores");
        foreach (Score score in model.Scores)
            if (double.IsFinite(score.Value)) json.WriteNumber(score.Name, score.Value);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, TabularModel model, ColumnEncoder column, bool isBrief)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Column);
        json.WriteString("type", column.Type switch
        {
            ColumnType.Number => "number",
            ColumnType.Boolean => "boolean",
            ColumnType.Date => "date",
            _ => "category",
        });
        if (column.Categories is { } categories) json.WriteStrings("categories", categories);
        if (column.Range is { } range) json.WriteDoubles("range", [range.Low, range.High]);
        ColumnHistogram? histogram = model.Histograms.FirstOrDefault(known => known.Column == column.Column);
        if (column is NumberEncoder { Median: var median }) json.WriteNumber("median", median);
        else if (histogram is { Words: null }) json.WriteNumber("median", histogram.Median);
        json.WriteBoolean("missing", model.Schema.Columns.All(known => known.Name != column.Column || known.Missing > 0));
        if (histogram is not null && !isBrief) Write(json, histogram);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ColumnHistogram histogram)
    {
        json.WriteStartObject("histogram");
        if (histogram.Words is { } words) json.WriteStrings("words", words);
        else json.WriteDoubles("edges", histogram.Edges());
        json.WriteStartArray("counts");
        foreach (int count in histogram.Counts) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
