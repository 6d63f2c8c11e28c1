using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Myelin.Basis;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>What the columns of a table are, as they were understood: printed before a training, kept with the model.</summary>
/// <param name="Rows">rows of the table</param>
/// <param name="Columns">in the order of the table</param>
public sealed record Schema(int Rows, EquatableArray<ColumnSchema> Columns)
{
    const int LongestExample = 24;

    internal static Schema Of(Table table) => new(table.Facts(table.Columns[0].Name).Count,
    [
        .. table.Columns.Select(column => Of(table.Facts(column.Name))),
    ]);

    /// <summary>The same without a cell of any row: what a model keeps, so that its file holds no one's data.</summary>
    public Schema WithoutExamples() => this with { Columns = [.. Columns.Select(column => column with { Example = null })] };

    internal static ColumnSchema Of(ColumnFacts facts) => new(facts.Name, facts.Type, facts.Missing, facts.Distinct, Short(facts.Example));

    static string? Short(string? example) => example is { Length: > LongestExample } ? example[..LongestExample] + "…" : example;

    /// <summary>A table of text: a row for each column, with its type, missing values and distinct ones, and an example.</summary>
    public override string ToString()
    {
        int width = Math.Max(6, Columns.Max(column => column.Name.Length));
        var text = new StringBuilder();
        text.Append("column".PadRight(width)).Append("  type       missing   distinct  example");
        foreach (ColumnSchema column in Columns)
            text.AppendLine().Append(column.Name.PadRight(width)).Append(CultureInfo.InvariantCulture,
                $"  {ColumnTypeName.Of(column.Type),-9}{column.Missing,9}{column.Distinct,11}  {column.Example ?? "–"}");
        return text.ToString();
    }

    /// <summary>The schema as JSON on one line.</summary>
    public string ToJson() => JsonText.Write(Write);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("rows", Rows);
        json.WriteStartArray("columns");
        foreach (ColumnSchema column in Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", ColumnTypeName.Of(column.Type));
            json.WriteNumber("missing", column.Missing);
            json.WriteNumber("distinct", column.Distinct);
            if (column.Example is not null) json.WriteString("example", column.Example);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="source">where the JSON is from, for messages</param>
    /// <exception cref="InvalidFileException">The JSON is not such a schema.</exception>
    public static Schema FromJson(string json, string source = "schema") => Read(StrictJson.Parse(json, source, "schema"));

    internal static Schema Read(StrictJson json)
    {
        json.OnlyKeys("rows", "columns");
        return new(json["rows"].Integer(0, int.MaxValue), [.. json["columns"].Items().Select(ReadColumn)]);
    }

    static ColumnSchema ReadColumn(StrictJson json)
    {
        json.OnlyKeys("name", "type", "missing", "distinct", "example");
        return new(json["name"].Text(), ColumnTypeName.Read(json["type"]), json["missing"].Integer(0, int.MaxValue),
            json["distinct"].Integer(0, int.MaxValue), json.Find("example")?.Text());
    }
}
