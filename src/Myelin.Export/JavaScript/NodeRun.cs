using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Myelin.Export;

/// <summary>Runs an exported module where node is installed, and compares it with the model.</summary>
static class NodeRun
{
    const int MostSeconds = 120;

    const string Script = """
        import { readFileSync } from "node:fs";
        import { load } from "./model.mjs";
        const model = await load(), date = cell => cell !== null && typeof cell === "object" ? new Date(cell.date) : cell;
        for (const row of JSON.parse(readFileSync("rows.json", "utf8"))) {
          const said = model.predict(Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, date(cell)])));
          console.log(JSON.stringify([said.class ?? null, said.probabilities ?? [], said.value, said.clamped ?? false, said.unknown.length]));
        }
        """;

    /// <summary>How many rows were compared; null where there is no node.</summary>
    /// <exception cref="NotSupportedException">A prediction is another.</exception>
    public static int? Compare(JavaScriptModule module, TabularModel model, Table rows)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("myelin-export");
        try
        {
            int[] places = [.. Enumerable.Range(0, rows.Rows).Where(row => model.Inputs.All(name => CanBeGiven(model, rows[name], row)))];
            Table given = rows.Take(places);
            File.WriteAllText(Path.Combine(folder.FullName, "model.mjs"), module.Whole);
            File.WriteAllText(Path.Combine(folder.FullName, "rows.json"), Json(model, given));
            File.WriteAllText(Path.Combine(folder.FullName, "run.mjs"), Script);
            if (Run(folder.FullName) is not { } lines) return null;
            IReadOnlyList<Prediction> expected = model.Predict(given);
            for (int row = 0; row < lines.Length; row++)
                if (Text(expected[row]) != Text(lines[row]))
                    throw new NotSupportedException($"The exported module differs from the model: {rows.Place(places[row])}: " +
                        $"the model predicts {expected[row]}, and the module {lines[row]}. Nothing was written. Please report this.");
            return lines.Length == given.Rows ? given.Rows
                : throw new NotSupportedException($"The exported module gave {lines.Length} predictions for {given.Rows} rows.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // null where there is no node, or one that is too old
    static string[]? Run(string folder)
    {
        var start = new ProcessStartInfo("node", ["run.mjs"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromSeconds(MostSeconds)))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
            if (process.ExitCode == 0) return output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return error.Result.Contains("SyntaxError", StringComparison.Ordinal) ||
                error.Result.Contains("128-bit SIMD", StringComparison.Ordinal) ? null
                : throw new NotSupportedException($"The exported module failed in node: {error.Result.Trim()}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    // a text that stands for a missing value cannot be a cell's text in a program
    static bool CanBeGiven(TabularModel model, Column column, int row) => column switch
    {
        _ when column.IsMissing(row) => true,
        BooleanColumn => true,
        DateColumn dates => dates[row]!.Value.Ticks % TimeSpan.TicksPerMillisecond == 0,
        _ => column.Text(row) is { } text && !model.MissingWords.Contains(text) && text == text.Trim(' ', '\t'),
    };

    static string Json(TabularModel model, Table rows)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            for (int row = 0; row < rows.Rows; row++)
            {
                json.WriteStartObject();
                foreach (string name in model.Inputs) Write(json, rows[name], row);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    static void Write(Utf8JsonWriter json, Column column, int row)
    {
        json.WritePropertyName(column.Name);
        if (column.IsMissing(row)) json.WriteNullValue();
        else if (column is NumberColumn) json.WriteNumberValue(column.Number(row));
        else if (column is BooleanColumn) json.WriteBooleanValue(column.Number(row) == 1);
        else if (column is DateColumn dates)
        {
            json.WriteStartObject();
            json.WriteNumber("date", (dates[row]!.Value - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);
            json.WriteEndObject();
        }
        else json.WriteStringValue(column.Text(row));
    }

    static string Text(Prediction prediction) => Text(prediction.Class, prediction.Probabilities.Select(p => (double)p), prediction.Value,
        prediction.IsClamped, prediction.UnknownCells.Count);

    static string Text(string line)
    {
        using var document = JsonDocument.Parse(line);
        JsonElement[] said = [.. document.RootElement.EnumerateArray()];
        return Text(said[0].GetString(), said[1].EnumerateArray().Select(p => p.GetDouble()), said[2].GetDouble(), said[3].GetBoolean(),
            said[4].GetInt32());
    }

    static string Text(string? label, IEnumerable<double> probabilities, double value, bool isClamped, int unknown) => string.Create(
        CultureInfo.InvariantCulture, $"{label} {string.Join(' ', probabilities.Append(value).Select(Bits))} {isClamped} {unknown}");

    // −0 is 0 in JSON
    static string Bits(double number) =>
        BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number).ToString("x", CultureInfo.InvariantCulture);
}
