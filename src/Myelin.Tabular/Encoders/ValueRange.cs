using System.Text.Json;

namespace Myelin.Tabular;

/// <summary>The least and the greatest value of a column's training rows; of dates in days since 1970.</summary>
public readonly record struct ValueRange(double Low, double High)
{
    /// <summary>A value that is outside by more than this share of the range's width is far outside.</summary>
    const double FarShare = 0.1;

    /// <summary>Its name in files.</summary>
    internal const string Key = "range";

    /// <summary>The range of some more numbers; those that are missing (NaN) are left out.</summary>
    /// <param name="before">that of earlier ones; null for none</param>
    internal static ValueRange? Of(ReadOnlySpan<double> numbers, ValueRange? before = null)
    {
        var (low, high) = before is { } known ? (known.Low, known.High) : (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double number in numbers)
        {
            if (number < low) low = number;
            if (number > high) high = number;
        }
        return low <= high ? new(low, high) : null;
    }

    internal bool IsFar(double value) => Math.Max(Low - value, value - High) > FarShare * (High - Low);

    /// <summary>"0 to 99", "2020-01-01 to 2021-12-31"</summary>
    public string Text(ColumnType type) => $"{Text(Low, type)} to {Text(High, type)}";

    internal static string Text(double value, ColumnType type) =>
        type == ColumnType.Date
            ? DateText.Format(DateTime.UnixEpoch.AddTicks((long)Math.Round(value * TimeSpan.TicksPerDay)))
            : ExactNumber.Text(value);

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray(Key);
        json.WriteNumberValue(Low);
        json.WriteNumberValue(High);
        json.WriteEndArray();
    }

    /// <summary>null where there is none, as in files of earlier versions.</summary>
    internal static ValueRange? Find(StrictJson json)
    {
        if (json.Find(Key) is not { } range) return null;
        double[] ends = [.. range.Items().Select(end => end.Number())];
        return ends.Length == 2 && ends[0] <= ends[1] ? new(ends[0], ends[1])
            : throw range.Invalid("must be two numbers, the smaller first");
    }
}
