using System.Text.Json;
using Myelin.Tabular;

namespace Myelin.Native;

/// <summary>The calls that take rows as JSON and answer with JSON.</summary>
static class JsonCalls
{
    /// <param name="coverage">of the interval beside each number; 0 for none</param>
    public static ReadOnlyMemory<byte> Predict(ModelHandle model, string text, PredictionOptions options, double coverage)
    {
        using var rows = new RowsJson(text);
        // before anything is computed
        if (coverage > 0) _ = PredictionJson.Intervals(model.Model);
        RowPredictor predictor = Rent(model, options);
        ReadOnlyMemory<byte> answer = PredictionJson.Write(json =>
        {
            json.WriteString("target", model.Model.Target.Column);
            json.WriteStartArray("predictions");
            for (int first = 0; first < rows.Count; first += RowPredictor.MostRows)
            {
                int block = Math.Min(RowPredictor.MostRows, rows.Count - first);
                predictor.Begin(block, first);
                for (int row = 0; row < block; row++) rows.Give(first + row, model.Model, predictor, row);
                predictor.Predict(block);
                for (int row = 0; row < block; row++) PredictionJson.Write(json, model.Model, predictor.Prediction(row), coverage);
            }
            json.WriteEndArray();
        });
        model.Return(predictor);
        return answer;
    }

    public static ReadOnlyMemory<byte> Explain(ModelHandle model, string text)
    {
        using var rows = new RowsJson(text);
        if (rows.Count != 1) throw new FormatException($"row: expected one row, found {rows.Count}");
        RowPredictor predictor = Rent(model, new());
        predictor.Begin(1);
        rows.Give(0, model.Model, predictor, 0);
        predictor.Predict(1);
        Prediction whole = predictor.Prediction(0);
        int said = predictor.Class(0);
        var replaced = new double[predictor.Columns];
        predictor.KeepsUnknown = false;
        for (int first = 0; first < replaced.Length; first += RowPredictor.MostRows)
        {
            int block = Math.Min(RowPredictor.MostRows, replaced.Length - first);
            predictor.Begin(block);
            for (int row = 0; row < block; row++)
            {
                rows.Give(0, model.Model, predictor, row);
                predictor.SetMissing(row, first + row);
            }
            predictor.Predict(block);
            for (int row = 0; row < block; row++)
                replaced[first + row] = said < 0 ? predictor.Value(row) : predictor.Probabilities(row)[said];
        }
        model.Return(predictor);
        return PredictionJson.Write(json => Write(json, model.Model, whole, replaced));
    }

    static void Write(Utf8JsonWriter json, TabularModel model, Prediction whole, double[] replaced)
    {
        json.WriteString("target", model.Target.Column);
        json.WritePropertyName("prediction");
        PredictionJson.Write(json, model, whole, 0);
        json.WriteStartArray("contributions_by_replacement");
        for (int i = 0; i < replaced.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("column", model.Encoder.Columns[i].Column);
            json.WriteNumber("replaced", replaced[i]);
            json.WriteNumber("change", whole.Value - replaced[i]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // after an error it is not given back, and not used again
    static RowPredictor Rent(ModelHandle model, PredictionOptions options)
    {
        RowPredictor predictor = model.Rent();
        (predictor.Options, predictor.KeepsUnknown) = (options, true);
        return predictor;
    }
}
