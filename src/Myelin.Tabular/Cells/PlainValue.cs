using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Myelin.Tabular;

/// <summary>
/// A value as programs have them (an enum, JSON, a nullable, a number of any width) as one of the few kinds that cells are made of: null, a
/// truth value, a number, a text, a date or time. The same at training, where a database has it, and at prediction.
/// </summary>
static class PlainValue
{
    /// <summary>Digits of a whole number in JSON; more are no number of any table.</summary>
    const int MostDigits = 512;

    /// <summary>What is a cell's value; what is none comes back as it is, and <see cref="Objection"/> says why.</summary>
    /// <returns>null for a missing cell</returns>
    public static object? Of(object? value) => value switch
    {
        null or DBNull or double.NaN or float.NaN => null,
        string or bool or double or float or int or long or DateTime => value,
        Half half => Half.IsNaN(half) ? null : (double)half,
        nint number => (long)number,
        nuint number => (ulong)number,
        char or Guid or Enum => value.ToString(),
        JsonElement element => OfJson(element),
        JsonNode node => OfJson(JsonDocument.Parse(node.ToJsonString()).RootElement),
        _ => value,
    };

    /// <summary>Why a plain value is none that a cell may have; null where it is one.</summary>
    public static string? Objection(object? value)
    {
        switch (value)
        {
            case null or string or bool or sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or
                UInt128 or BigInteger or decimal
                or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan:
                return null;
            case double or float:
                return double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) ? null
                    : "is infinite, and must be a finite number or missing";
            case JsonElement { ValueKind: var kind }:
                return $"is a JSON {kind.ToString().ToLowerInvariant()}. " +
                    "Give a number, a text, true or false, a date, or null for a missing value";
            default:
                Type type = value.GetType();
                string name = type.IsArray ? "an array" : $"of the type {type.Name.Split('`')[0]}";
                return $"is {name}, which no cell can hold. Give a number, a text, true or false, a date, or null for a missing value";
        }
    }

    /// <summary>Whether it is a number, a date or a truth value by its nature, and not a text; as which type of column.</summary>
    public static ColumnType? Kind(object? value) => value switch
    {
        null or string => null,
        bool => ColumnType.Boolean,
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ColumnType.Date,
        _ => ColumnType.Number,
    };

    static object? OfJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(element),
        _ => element,
    };

    // a whole number keeps its digits, as an identifier needs them
    static object Number(JsonElement element)
    {
        if (element.TryGetInt64(out long whole)) return whole;
        string text = element.GetRawText();
        return text.Length <= MostDigits &&
            BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger large)
            ? large
            : element.GetDouble();
    }
}
