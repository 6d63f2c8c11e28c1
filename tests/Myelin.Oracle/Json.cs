using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Myelin.Oracle;

/// <summary>Numbers, vectors and matrices of the cases, in and out.</summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static bool Has(this JsonElement element, string key) =>
        element.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public static JsonElement? Find(this JsonElement element, string key) => element.Has(key) ? element.GetProperty(key) : null;

    public static double Number(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            string other => throw new NotSupportedException($"\"{other}\" is no number"),
            null => double.NaN,
        },
        _ => throw new NotSupportedException($"{element.ValueKind} is no number"),
    };

    public static double Number(this JsonElement element, string key, double otherwise) => element.Find(key)?.Number() ?? otherwise;

    public static bool Flag(this JsonElement element, string key) => element.Find(key) is { ValueKind: JsonValueKind.True };

    public static string Text(this JsonElement element, string key) => element.GetProperty(key).GetString()!;

    public static double[] Vector(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    public static int[] Whole(this JsonElement element) => [.. element.EnumerateArray().Select(value => (int)value.Number())];

    /// <summary>Rows; a vector is one column.</summary>
    public static double[][] Rows(this JsonElement element) =>
        [.. element.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Array ? row.Vector() : [row.Number()])];

    public static T[] Flat<T>(this double[][] rows) where T : INumber<T> => [.. rows.SelectMany(row => row).Select(T.CreateTruncating)];

    public static JsonNode Node(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => JsonValue.Create(value),
    };

    public static JsonArray Node(IEnumerable<double> values) => new([.. values.Select(value => (JsonNode)Node(value))]);

    public static JsonArray Node<T>(T[,] matrix, bool transposed = false) where T : INumber<T>
    {
        (int rows, int columns) = transposed ? (matrix.GetLength(1), matrix.GetLength(0)) : (matrix.GetLength(0), matrix.GetLength(1));
        return new([.. Enumerable.Range(0, rows).Select(r => (JsonNode)Node(
            Enumerable.Range(0, columns).Select(c => double.CreateTruncating(transposed ? matrix[c, r] : matrix[r, c]))))]);
    }

    public static JsonArray Row<T>(T[,] matrix) where T : INumber<T> =>
        Node(Enumerable.Range(0, matrix.GetLength(1)).Select(c => double.CreateTruncating(matrix[0, c])));

    public static JsonArray Matrix(ReadOnlySpan<double> values, int columns)
    {
        var rows = new JsonArray();
        for (int from = 0; from < values.Length; from += columns) rows.Add(Node(values.Slice(from, columns).ToArray()));
        return rows;
    }
}
