using System.Text.Json;
using Myelin.Tabular;

namespace Myelin.Native;

/// <summary>Predictions and descriptions as JSON, in the words that the command line has for them.</summary>
static class PredictionJson
{
    static readonly JsonWriterOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }
        return bytes.WrittenMemory;
    }

    /// <summary>What a model takes and gives.</summary>
    public static void Describe(Utf8JsonWriter json, TabularModel model)
    {
        json.WriteStartArray("columns");
        foreach (ColumnEncoder column in model.Encoder.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Column);
            json.WriteString("type", ColumnTypeName.Of(column.Type));
            if (column.Range is { } range)
            {
                json.WriteStartArray("range");
                json.WriteNumberValue(range.Low);
                json.WriteNumberValue(range.High);
                json.WriteEndArray();
            }
            if (column.Categories is { } categories) WriteTexts(json, "categories", categories);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("target", model.Target.Column);
        json.WriteString("task", model.Target.Task == TabularTask.Classification ? "classification" : "regression");
        if (model.Target.Classes is { } classes) WriteTexts(json, "classes", classes.Names);
        if (model.Target.Type == ColumnType.Date) json.WriteString("target_type", ColumnTypeName.Of(ColumnType.Date));
        if (model.Bounds is { } bounds)
        {
            json.WriteStartArray("bounds");
            json.WriteNumberValue(bounds.Low);
            json.WriteNumberValue(bounds.High);
            json.WriteEndArray();
        }
        if (model.Calibration.Intervals is { } intervals) json.WriteNumber("most_coverage", intervals.MostCoverage);
        json.WriteNumber("networks", model.Members.Count);
    }

    /// <param name="coverage">of the interval beside each number; 0 for none</param>
    public static void Write(Utf8JsonWriter json, TabularModel model, Prediction prediction, double coverage)
    {
        json.WriteStartObject();
        if (model.Target.Classes is { } classes)
        {
            json.WriteString("class", prediction.Class);
            json.WriteStartObject("probabilities");
            for (int k = 0; k < classes.Count; k++) json.WriteNumber(classes[k], prediction.Probabilities[k]);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNumber("value", prediction.Value);
            if (coverage > 0)
            {
                Interval between = Intervals(model).Of(prediction.Value, coverage);
                WriteFinite(json, "low", between.Low);
                WriteFinite(json, "high", between.High);
            }
        }
        json.WriteStartArray("flags");
        foreach (UnknownCell cell in prediction.UnknownCells) json.WriteStringValue(cell.ToString());
        if (prediction.IsClamped) json.WriteStringValue("prediction: clamped");
        if (coverage > 0 && prediction.UnknownCells.Any(cell => cell.IsFar)) json.WriteStringValue("interval: not covered");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <exception cref="ArgumentException">The model has none.</exception>
    public static PredictionIntervals Intervals(TabularModel model) => model.Calibration.Intervals ??
        throw new ArgumentException(model.Target.Classes is null
            ? "The model has no prediction intervals, as no rows were held out of its training. Set the coverage to 0."
            : $"Prediction intervals are for numbers, but {model.Target.Column} is classes. Set the coverage to 0.");

    // an interval without an end
    static void WriteFinite(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
