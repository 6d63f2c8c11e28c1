using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>
/// Turns a column's cells into numbers: fitted to training rows, then applied to any. A value that can be written as JSON.
/// </summary>
/// <param name="Column">the column's name</param>
/// <param name="Type">the column's type</param>
public abstract record ColumnEncoder(string Column, ColumnType Type)
{
    /// <summary>How files name what it is.</summary>
    public abstract EncoderKind Kind { get; }

    /// <summary>The training rows' least and greatest value; null for words, and where it is not known, as in older files.</summary>
    public ValueRange? Range { get; init; }

    /// <summary>The names of a cell's scaled numbers.</summary>
    public virtual IReadOnlyList<string> Numbers => [];

    /// <summary>The names of a cell's plain columns: one-hot columns, marks, piecewise-linear codes.</summary>
    public virtual IReadOnlyList<string> Plain => [];

    /// <summary>How many codes there are for a cell, 0 among them; 0 where a cell has none.</summary>
    public virtual int Codes => 0;

    /// <summary>The names of everything that one cell becomes.</summary>
    public IReadOnlyList<string> Outputs => [.. Numbers, .. Plain, .. Codes > 0 ? [$"{Column} code"] : Array.Empty<string>()];

    /// <summary>Writes each row's numbers.</summary>
    /// <param name="column">the column of this encoder's name; of whatever table</param>
    internal abstract void Apply(Table table, Column column, EncodedRows rows);

    /// <summary>The same as rules, for programs in other languages.</summary>
    /// <param name="number">the encoded row's column of its first number</param>
    /// <param name="plain">that of its first plain column</param>
    /// <param name="code">that of its code</param>
    /// <exception cref="NotSupportedException">It is your own code, which no other language can carry out.</exception>
    internal abstract IEnumerable<CellRule> Rules(int number, int plain, int code);

    /// <summary>The categories that the encoder tells apart; null for numbers and dates.</summary>
    internal virtual IReadOnlyList<string>? Categories => null;

    /// <summary>Whether a category is one of them; always for numbers and dates.</summary>
    internal virtual bool Knows(string category) => true;

    /// <summary>What of the training rows is not kept, in a sentence; null where all is.</summary>
    internal virtual string? Note(Column training) => null;

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("encoder", Kind.Name);
        json.WriteString("column", Column);
        json.WriteString("type", ColumnTypeName.Of(Type));
        Range?.Write(json);
        WriteFields(json);
        json.WriteEndObject();
    }

    /// <summary>What only encoders of its kind have.</summary>
    private protected abstract void WriteFields(Utf8JsonWriter json);

    public string ToJson() => JsonText.Write(Write);

    public static ColumnEncoder FromJson(string json, string source = "encoder") =>
        EncoderKind.Encoder(StrictJson.Parse(json, source, "encoder"));
}
