using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>Writes JSON on one line, and reads what it wrote.</summary>
static class JsonText
{
    static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = StrictJson.DeepestNesting };

    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Texts of which none occurs twice.</summary>
    public static string[] Words(StrictJson json)
    {
        string[] words = json.Texts();
        return words.Distinct().Count() == words.Length ? words : throw json.Invalid("has a word twice");
    }

    public static string[] Texts(this StrictJson json) => [.. json.Items().Select(item => item.Text())];
}
