using System.Text.Json;
using Myelin.Tabular;

namespace Myelin.Native;

/// <summary>Rows as JSON: an object with a value for each column, or an array of such objects.</summary>
sealed class RowsJson : IDisposable
{
    static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    readonly JsonDocument _document;
    readonly JsonElement[] _rows;

    /// <exception cref="FormatException">It is no JSON, or no rows.</exception>
    public RowsJson(string json)
    {
        try
        {
            _document = JsonDocument.Parse(json, s_options);
        }
        // InvalidOperationException and ArgumentException: half a surrogate pair in a name
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"rows: not valid JSON: {e.Message.TrimEnd('.')}", e);
        }
        JsonElement root = _document.RootElement;
        _rows = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
        int other = Array.FindIndex(_rows, row => row.ValueKind != JsonValueKind.Object);
        if (other < 0) return;
        string kind = _rows[other].ValueKind.ToString().ToLowerInvariant();
        _document.Dispose();
        throw new FormatException($"row {other + 1}: expected an object with a value for each column, found a JSON {kind}");
    }

    public int Count => _rows.Length;

    /// <summary>Gives a row's cells to a predictor.</summary>
    /// <param name="at">the predictor's row</param>
    /// <exception cref="InvalidFileException">A column is not there, or a value is not what was trained on.</exception>
    /// <exception cref="FormatException">A value is no text.</exception>
    public void Give(int row, TabularModel model, RowPredictor to, int at)
    {
        for (int i = 0; i < to.Columns; i++)
        {
            string column = model.Encoder.Columns[i].Column;
            if (!_rows[row].TryGetProperty(column, out JsonElement value)) throw Absent(row, model);
            try
            {
                to.Set(at, i, value);
            }
            // half a surrogate pair
            catch (InvalidOperationException e)
            {
                throw new FormatException($"row {row + 1}, column {column}: not valid JSON: {e.Message.TrimEnd('.')}", e);
            }
        }
    }

    public void Dispose() => _document.Dispose();

    InvalidFileException Absent(int row, TabularModel model)
    {
        string[] names = [.. _rows[row].EnumerateObject().Select(property => property.Name)];
        return new($"row {row + 1}", TableShape.Absent([.. model.Inputs.Except(names)], names));
    }
}
