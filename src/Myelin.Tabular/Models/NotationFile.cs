using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>How the columns of a model's table were written, in its file: only what is not as it always is.</summary>
static class NotationFile
{
    public static void Write(Utf8JsonWriter json, TableOptions format)
    {
        if (format.Thousands is { } thousands) json.WriteString("thousands", thousands.ToString());
        if (format.KeepWords.Count > 0) json.WriteStrings("keep_words", format.KeepWords);
        if (format.Notations.Count == 0) return;
        json.WriteStartObject("notations");
        foreach ((string column, Notation notation) in format.Notations.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(column);
            if (notation.DateFormat is { } date) json.WriteString("date_format", date);
            if (notation.Unit is { } unit) json.WriteString("unit", unit);
            if (notation.UnitOptional) json.WriteBoolean("unit_optional", true);
            if (notation.Suffixes) json.WriteBoolean("suffixes", true);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    public static TableOptions Read(StrictJson json, TableOptions format)
    {
        if (json.Find("thousands") is { } thousands)
            format = format with
            {
                Thousands = thousands.Text() is [var sign] && sign != format.DecimalSign ? sign
                    : throw thousands.Invalid("must be one sign that is not the decimal sign"),
            };
        if (json.Find("keep_words") is { } words) format = format with { KeepWords = words.Texts() };
        if (json.Find("notations") is { } notations)
            format =
                format with { Notations = notations.Properties().ToDictionary(column => column.Key, column => ReadNotation(column.Value)) };
        return format;
    }

    static Notation ReadNotation(StrictJson json)
    {
        json.OnlyKeys("date_format", "unit", "unit_optional", "suffixes");
        if (json.Find("date_format") is { } date && DateFormat.Objection(date.Text()) is { } objection)
            throw date.Invalid($"is none: {objection}");
        return new()
        {
            DateFormat = json.Find("date_format")?.Text(),
            Unit = json.Find("unit")?.Text(),
            UnitOptional = json.Find("unit_optional")?.Boolean() ?? false,
            Suffixes = json.Find("suffixes")?.Boolean() ?? false,
        };
    }
}
