using System.Globalization;
using System.Text.Json;

namespace Myelin.Export;

/// <summary>A column as the page's form shows it: its categories or range, its distribution, and the cell that it begins with.</summary>
/// <param name="Range">of the training rows' numbers, of dates in days since 1970; null for categories</param>
/// <param name="Histogram">of the training rows, or where the model has none, of rows given at export; null for neither</param>
sealed record PageColumn(
    string Name, ColumnType Type, IReadOnlyList<string>? Categories, ValueRange? Range, ColumnHistogram? Histogram, double? Median)
{
    const double SecondsOfDay = 86400;

    public bool IsNumber => Categories is null;

    /// <summary>What the form begins with, and what replaces the cell.</summary>
    public string TypicalName => (IsNumber, Histogram) switch
    {
        (true, _) => Median is not null ? "median" : Range is not null ? "middle of the range" : "missing value",
        (false, { Words.Count: > 0 }) => "most frequent category",
        _ => Categories!.Count > 0 ? "first category" : "missing value",
    };

    public static PageColumn Of(TabularModel model, ColumnEncoder encoder, Table? rows)
    {
        ColumnHistogram? histogram = model.Histograms.FirstOrDefault(known => known.Column == encoder.Column);
        if (histogram is null && rows is not null)
            histogram = encoder.Categories is null ? ColumnHistogram.OfNumbers(rows[encoder.Column])
                : ColumnHistogram.OfWords(rows[encoder.Column], encoder.Knows);
        ValueRange? range = encoder.Categories is not null ? null
            : encoder.Range ?? (histogram is { Range: var (low, high) } ? new ValueRange(low, high) : null);
        double? median = histogram is { Words: null } ? histogram.Median : (encoder as NumberEncoder)?.Median;
        return new(encoder.Column, encoder.Type, encoder.Categories, range, histogram, median);
    }

    /// <summary>Whether its dates have times of the day.</summary>
    bool HasTime => Type == ColumnType.Date &&
        !(Histogram?.IsWhole ?? (Range is { } range && double.IsInteger(range.Low) && double.IsInteger(range.High)));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteString("type", Type switch
        {
            ColumnType.Boolean => "boolean",
            ColumnType.Date => "date",
            _ => IsNumber ? "number" : "category",
        });
        WriteTypical(json);
        json.WriteString("typicalName", TypicalName);
        if (Categories is not null) WriteStrings(json, "categories", Categories);
        if (Range is { } range) WriteNumbers(json, "range", [range.Low, range.High]);
        if (IsNumber) json.WriteBoolean("whole", Histogram?.IsWhole ?? false);
        if (Type == ColumnType.Date) json.WriteBoolean("time", HasTime);
        json.WriteNumber("missing", Histogram?.Missing ?? 0);
        json.WriteNumber("rows", Histogram is { } known ? known.Counts.Sum(count => (long)count) + known.Others + known.Missing : 0);
        if (Histogram is { } histogram)
        {
            if (histogram.Words is { } words) WriteStrings(json, "words", words);
            else WriteNumbers(json, "edges", histogram.Edges());
            WriteNumbers(json, "counts", histogram.Counts.Select(count => (double)count));
        }
        json.WriteEndObject();
    }

    void WriteTypical(Utf8JsonWriter json)
    {
        json.WritePropertyName("typical");
        double? number = Median ?? (Range is { } range ? range.Low / 2 + range.High / 2 : null);
        string? word = IsNumber ? null
            : Histogram is { Words: { Count: > 0 } words } ? words[0] : Categories!.Count > 0 ? Categories[0] : null;
        if (IsNumber && number is { } middle)
            json.WriteNumberValue(Type != ColumnType.Date ? Clean(middle)
                : HasTime ? Math.Round(middle * SecondsOfDay) / SecondsOfDay : Math.Floor(middle));
        else if (word is null) json.WriteNullValue();
        else if (Type == ColumnType.Boolean) json.WriteBooleanValue(word == "true");
        else json.WriteStringValue(word);
    }

    // a mean of two numbers without the noise of its last digits: -0.072 of -0.07200000000000001
    static double Clean(double number) => double.IsInteger(number) ? number
        : double.Parse(number.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
