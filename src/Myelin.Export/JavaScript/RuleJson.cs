using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Export;

/// <summary>The rules of one column as JSON, formulas as functions beside it.</summary>
sealed class RuleJson(Utf8JsonWriter json, DoubleFormulas formulas, ColumnEncoder column) : ICellTarget
{
    public void Words(WordRule rule) => Rule("words", rule, () =>
    {
        // words that the column names already are not repeated
        if (column.Categories is not { } categories || !categories.SequenceEqual(rule.Words)) json.WriteStrings("words", rule.Words);
        float[] rest = [.. Enumerable.Range(0, rule.Count).Select(i => MostFrequent(rule, i))];
        json.WriteFloats("base", rest);
        json.WriteStartArray("rows");
        for (int word = 0; word < rule.Words.Count; word++)
            Differences(rule.Table.AsSpan(word * rule.Count, rule.Count), rest);
        json.WriteEndArray();
        json.WritePropertyName("unknown");
        Differences(rule.Unknown, rest);
    });

    public void Number(NumberRule rule) => Rule("number", rule, () =>
    {
        if (rule.Part is { } part) json.WriteString("part", Name(part));
        json.WriteNumber("missing", rule.Missing);
        json.WriteNumber("formula", formulas.Rule(rule.Formula));
    });

    public void Mark(MarkRule rule) => Rule("mark", rule, () =>
    {
        json.WritePropertyName("present");
        json.WriteFloat(rule.Present);
        json.WritePropertyName("missing");
        json.WriteFloat(rule.Missing);
    });

    public void Pieces(PiecesRule rule) => Rule("pieces", rule, () =>
    {
        json.WriteNumber("missing", rule.Missing);
        json.WriteDoubles("bounds", rule.Bounds);
    });

    public void Circle(CircleRule rule) => Rule("circle", rule, () =>
    {
        json.WriteString("part", Name(rule.Part));
        if (rule.Places is { } places)
        {
            json.WriteFloats("places", places);
            return;
        }
        formulas.Named("exact_sin", Expression.Sin);
        formulas.Named("exact_cos", Expression.Cos);
    });

    void Rule(string kind, CellRule rule, Action rest)
    {
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteNumber("first", rule.First);
        rest();
        json.WriteEndObject();
    }

    static string Name(DatePart part) => part.ToString().ToLowerInvariant();

    // most numbers of a one-hot column are the same, whatever the word
    static float MostFrequent(WordRule rule, int column) => Enumerable.Range(0, rule.Words.Count)
        .Select(word => rule.Table[word * rule.Count + column]).Append(rule.Unknown[column])
        .GroupBy(number => number).MaxBy(same => same.Count())!.Key;

    // places and numbers in turn, where a row is not as most are
    void Differences(ReadOnlySpan<float> row, float[] rest)
    {
        json.WriteStartArray();
        for (int i = 0; i < row.Length; i++)
            if (BitConverter.SingleToInt32Bits(row[i]) != BitConverter.SingleToInt32Bits(rest[i]))
            {
                json.WriteNumberValue(i);
                json.WriteFloat(row[i]);
            }
        json.WriteEndArray();
    }
}
