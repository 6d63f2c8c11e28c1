using System.Text.Json;
using Myelin.Cli.Output;
using Myelin.Tabular;

namespace Myelin.Cli.Predicting;

/// <summary>A JSON object for each prediction, in an array.</summary>
sealed class PredictionJson(PredictionFields fields) : IPredictionWriter
{
    public void Write(Stream stream, IEnumerable<(Table Rows, IReadOnlyList<Prediction> Predictions)> rows)
    {
        using IEnumerator<(Table Rows, IReadOnlyList<Prediction> Predictions)> tables = rows.GetEnumerator();
        // nothing is written before the first rows could be read
        bool more = tables.MoveNext();
        JsonOutput.WriteTo(stream, json =>
        {
            json.WriteString("target", fields.Target);
            json.WriteStartArray("predictions");
            for (; more; more = tables.MoveNext())
            {
                (Table table, IReadOnlyList<Prediction> predictions) = tables.Current;
                for (int row = 0; row < predictions.Count; row++) Write(json, table, row, predictions[row]);
                json.Flush();
            }
            json.WriteEndArray();
        });
        stream.WriteByte((byte)'\n');
    }

    void Write(Utf8JsonWriter json, Table table, int row, Prediction prediction)
    {
        json.WriteStartObject();
        if (fields.Keep.Count > 0)
        {
            json.WriteStartObject("kept");
            foreach (string name in fields.Keep) json.WriteString(name, table.Kept[name][row]);
            json.WriteEndObject();
        }
        if (prediction.Class is null)
        {
            json.WriteFinite("value", prediction.Value);
            if (fields.IsDate) json.WriteString("date", fields.Text(prediction.Value));
            if (fields.Interval is not null)
            {
                Interval between = fields.IntervalOf(prediction);
                json.WriteFinite("low", between.Low);
                json.WriteFinite("high", between.High);
            }
        }
        else
        {
            json.WriteString("class", prediction.Class);
            json.WriteStartObject("probabilities");
            for (int k = 0; k < prediction.Probabilities.Count; k++) json.WriteFinite(fields.Classes[k], prediction.Probabilities[k]);
            json.WriteEndObject();
        }
        if (fields.HasFlags)
        {
            json.WriteStartArray("flags");
            foreach (string flag in fields.Flags(prediction)) json.WriteStringValue(flag);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }
}
