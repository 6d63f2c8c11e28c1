using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Myelin.Tabular;

namespace Myelin.Cli.Output;

/// <summary>Machine-readable output: one JSON object on standard output.</summary>
static class JsonOutput
{
    public static void Write(Action<Utf8JsonWriter> members) => Console.Out.WriteLine(Text(members));

    public static string Text(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        WriteTo(bytes, members);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Members that flush now and then need no memory for the whole.</summary>
    public static void WriteTo(Stream stream, Action<Utf8JsonWriter> members)
    {
        using var json = new Utf8JsonWriter(new VisibleJson(stream),
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    }

    /// <summary>JSON has no NaN and no infinities: they are written as text.</summary>
    public static void WriteFinite(this Utf8JsonWriter json, string name, double number)
    {
        json.WritePropertyName(name);
        json.WriteFinite(number);
    }

    public static void WriteFinite(this Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number)) json.WriteRawValue(ExactNumber.Text(number), skipInputValidation: true);
        else json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }

    /// <summary>Rows of numbers, each row on a line.</summary>
    public static void WriteMatrix(this Utf8JsonWriter json, string name, double[,] matrix)
    {
        json.WriteStartArray(name);
        for (int r = 0; r < matrix.GetLength(0); r++)
        {
            json.WriteStartArray();
            for (int c = 0; c < matrix.GetLength(1); c++) json.WriteFinite(matrix[r, c]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
