using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Tabular;

namespace Myelin.Oracle;

/// <summary>Columns of numbers brought to a common size, and columns of words as zeros and ones.</summary>
static class Preprocessing
{
    public static JsonObject Scaled(JsonElement q)
    {
        double[][] fit = q.GetProperty("fit").Rows(), transform = q.GetProperty("transform").Rows();
        Scaling[] scalings = [.. Nets.Transposed(fit).Select<double[], Scaling>(column => q.Text("scaler") switch
        {
            "standard" => StandardScaling.Fit(column),
            "minmax" => RangeScaling.Fit(column),
            "minmax_m11" => RangeScaling.Fit(column, -1, 1),
            "maxabs" => MaximumScaling.Fit(column),
            "robust" => RobustScaling.Fit(column),
            string other => throw new NotSupportedException($"scaler {other}"),
        })];
        JsonArray Apply(double[][] rows) => new([.. rows.Select(row => (JsonNode)Json.Node(row.Select((x, c) => scalings[c].Apply(x))))]);
        return new() { ["fit_out"] = Apply(fit), ["transform_out"] = Apply(transform) };
    }

    public static JsonArray OneHot(JsonElement q)
    {
        (Table fit, Table transform) = (Of("fit"), Of("transform"));

        // the slot of its own for unseen words is Myelin's; scikit-learn has none
        var encoder = new TableEncoder([.. fit.Columns.Select(column => OneHotEncoder.Fit(column, hasOther: false))]);
        float[] matrix = encoder.Apply(transform);
        return new([.. Enumerable.Range(0, transform.Rows).Select(row =>
            (JsonNode)Json.Node(matrix.AsSpan(row * encoder.Width, encoder.Width).ToArray().Select(value => (double)value)))]);

        Table Of(string key)
        {
            string[][] rows = [.. q.GetProperty(key).EnumerateArray().Select(row => row.EnumerateArray().Select(Text).ToArray())];
            return Table.Of([.. Enumerable.Range(0, rows[0].Length).Select(c => Column.Of($"{c}", [.. rows.Select(row => row[c])]))]);
        }
    }

    /// <summary>A cell as it would stand in a table.</summary>
    public static string Text(JsonElement cell) => cell.ValueKind == JsonValueKind.String ? cell.GetString()! : cell.GetRawText();
}
