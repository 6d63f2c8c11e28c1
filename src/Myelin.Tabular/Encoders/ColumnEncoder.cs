using System.Text.Json;
using Myelin.Files;

namespace Myelin.Tabular;

/// <summary>Turns a column's cells into numbers: fitted to training rows, then applied to any. A value that can be written as JSON.</summary>
/// <param name="Column">the column's name</param>
/// <param name="Type">the column's type</param>
public abstract record ColumnEncoder(string Column, ColumnType Type)
{
    /// <summary>The names of the numbers that one cell becomes.</summary>
    public abstract IReadOnlyList<string> Outputs { get; }

    /// <summary>Writes each row's numbers into a matrix [rows × width].</summary>
    /// <param name="column">the column of this encoder's name; of whatever table</param>
    /// <param name="matrix">row after row</param>
    /// <param name="width">of the matrix</param>
    /// <param name="first">this encoder's first column of the matrix</param>
    internal abstract void Apply(Table table, Column column, Span<float> matrix, int width, int first);

    internal abstract void Write(Utf8JsonWriter json);

    public string ToJson() => JsonText.Write(Write);

    public static ColumnEncoder FromJson(string json, string source = "encoder") => Read(StrictJson.Parse(json, source, "encoder"));

    internal static ColumnEncoder Read(StrictJson json) => json["encoder"].Text() switch
    {
        "number" => NumberEncoder.ReadFields(json),
        "one-hot" => OneHotEncoder.ReadFields(json),
        _ => throw json["encoder"].Invalid("is no encoder. Known are number, one-hot"),
    };
}
