using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>
/// A truth value, or a category of two words: 1 at the one, −1 at the other, 0 where the cell is missing or unseen; scaled.
/// </summary>
/// <remarks>In ONNX: LabelEncoder, and the scaling's operators.</remarks>
public sealed record SignEncoder(string Column, ColumnType Type, string Negative, string Positive, Scaling Scaling)
    : ColumnEncoder(Column, Type)
{
    internal static readonly EncoderKind OfFiles = new("sign", ["negative", "positive", "scaling"], entry => ReadFields(entry.Json));

    public override EncoderKind Kind => OfFiles;

    public override IReadOnlyList<string> Plain => [$"{Column} = {Positive}"];

    /// <param name="negative">the word of −1, "false" of a boolean</param>
    public static SignEncoder Fit(Column column, string negative, string positive, EncoderSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(negative);
        ArgumentNullException.ThrowIfNull(positive);
        settings ??= new();
        var encoder = new SignEncoder(column.Name, column.Type, negative, positive, new NoScaling());
        if (!settings.ScaleOneHot) return encoder;
        return encoder with
        {
            Scaling = Scaling.Fit(settings.Scaling, [.. WordCounts.Rows(column, encoder.Sign).Select(sign => (double)sign)]),
        };
    }

    internal override IReadOnlyList<string> Categories => [Negative, Positive];

    internal override bool Knows(string category) => Sign(category) != 0;

    /// <summary>1, −1 or 0.</summary>
    public int Sign(string? word) => word == Positive ? 1 : word == Negative ? -1
        // a truth value may come as a number
        : Type != ColumnType.Boolean ? 0 : word switch { "1" => 1, "0" => -1, _ => 0 };

    internal override void Apply(Table table, Column column, EncodedRows rows)
    {
        float[] signs = [(float)Scaling.Apply(-1), (float)Scaling.Apply(0), (float)Scaling.Apply(1)];
        int[] known = WordCounts.Rows(column, Sign);
        for (int row = 0; row < known.Length; row++) rows.Plain(row, 0, 1)[0] = signs[known[row] + 1];
    }

    internal override IEnumerable<CellRule> Rules(int number, int plain, int code)
    {
        string[] words = Type == ColumnType.Boolean ? [Negative, Positive, "0", "1"] : [Negative, Positive];
        return [new WordRule(Column, plain, words, [.. words.Select(word => (float)Scaling.Apply(Sign(word)))], [(float)Scaling.Apply(0)])];
    }

    private protected override void WriteFields(Utf8JsonWriter json)
    {
        json.WriteString("negative", Negative);
        json.WriteString("positive", Positive);
        json.WritePropertyName("scaling");
        Scaling.Write(json);
    }

    static SignEncoder ReadFields(StrictJson json)
    {
        (string negative, string positive) = (json["negative"].Text(), json["positive"].Text());
        var encoder = new SignEncoder(
            json["column"].Text(), ColumnTypeName.Read(json["type"]), negative, positive, Scaling.Read(json["scaling"]));
        return encoder.Negative != encoder.Positive ? encoder : throw json["positive"].Invalid("is the same word as that of −1");
    }
}
