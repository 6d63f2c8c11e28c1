using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Myelin.Export.Tests;

/// <summary>Rows for modules as JSON, and what they said.</summary>
static class Rows
{
    public const string Run = """
        import { readFileSync, writeFileSync } from "node:fs";
        for (const name of JSON.parse(readFileSync("names.json", "utf8"))) {
          const { load } = await import(`./${name}.mjs`), model = await load();
          const predictions = model.predictMany(JSON.parse(readFileSync(`${name}.x`, "utf8")));
          writeFileSync(`${name}.y`, predictions.map(p => JSON.stringify(p) + "\n").join(""));
        }
        """;

    public static string Json(Table table, IEnumerable<string> columns)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            for (int row = 0; row < table.Rows; row++)
            {
                json.WriteStartObject();
                foreach (string name in columns) Write(json, table[name], row);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    static void Write(Utf8JsonWriter json, Column column, int row)
    {
        if (column.IsMissing(row)) json.WriteNull(column.Name);
        else if (column is NumberColumn numbers) json.WriteNumber(column.Name, numbers.Number(row));
        else if (column is BooleanColumn truths) json.WriteBoolean(column.Name, truths[row]!.Value);
        else json.WriteString(column.Name, column.Text(row));
    }

    /// <summary>A prediction as a line of text with all of its bits.</summary>
    public static string Line(Prediction prediction, Interval? interval)
    {
        string unknown = string.Join("; ", prediction.UnknownCells.Select(cell => $"{cell} {cell.Text}"));
        string ends = interval is { } of ? $"{Bits(of.Low)} {Bits(of.High)}" : "";
        return $"{prediction.Class}|{string.Join(' ', prediction.Probabilities.Select(p => Bits(p)))}|{Bits(prediction.Value)}|{ends}|" +
            $"{(prediction.IsClamped ? "clamped" : "")}|{unknown}";
    }

    public static string Line(string line)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement prediction = document.RootElement;
        string unknown = string.Join("; ", prediction.GetProperty("unknown").EnumerateArray().Select(cell =>
            $"{new UnknownCell(cell.GetProperty("column").GetString()!, Kind(cell.GetProperty("kind").GetString()!), "",
                cell.TryGetProperty("far", out JsonElement far) && far.GetBoolean())} {cell.GetProperty("text").GetString()}"));
        string probabilities = prediction.TryGetProperty("probabilities", out JsonElement each)
            ? string.Join(' ', each.EnumerateArray().Select(p => Bits(p.GetDouble()))) : "";
        string ends = prediction.TryGetProperty("low", out JsonElement low)
            ? $"{Bits(low.GetDouble())} {Bits(prediction.GetProperty("high").GetDouble())}" : "";
        string value = Bits(prediction.GetProperty("value").GetDouble());
        string clamped = prediction.TryGetProperty("clamped", out _) ? "clamped" : "";
        return $"{(prediction.TryGetProperty("class", out JsonElement name) ? name.GetString() : "")}|{probabilities}|{value}|" +
            $"{ends}|{clamped}|{unknown}";
    }

    static UnknownKind Kind(string kind) => kind switch
    {
        "unseen" => UnknownKind.Unseen,
        "below" => UnknownKind.BelowRange,
        "above" => UnknownKind.AboveRange,
        _ => UnknownKind.Missing,
    };

    static string Bits(double number) => BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture);
}
