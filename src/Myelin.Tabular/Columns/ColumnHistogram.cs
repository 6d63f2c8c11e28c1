using System.Text.Json;
using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>How the training rows' cells of a column are distributed: counts of numbers in bins of equal width, or of categories.</summary>
/// <param name="Counts">of each bin, or of each of <paramref name="Words"/></param>
/// <param name="Words">the most frequent categories, the first in the table first among equals; null for numbers and dates</param>
/// <param name="Others">cells of other categories</param>
/// <param name="Missing">missing cells</param>
sealed record ColumnHistogram(string Column, EquatableArray<int> Counts, EquatableArray<string>? Words, int Others, int Missing)
{
    /// <summary>Bins of a column of many different numbers.</summary>
    public const int Bins = 20;

    /// <summary>Whole numbers have a bin each, up to so many.</summary>
    public const int MostWhole = 30;

    /// <summary>Categories that are kept.</summary>
    public const int MostWords = 30;

    /// <summary>The least and the greatest number, of dates in days since 1970.</summary>
    public (double Low, double High) Range { get; init; }

    /// <summary>The middle number, or the mean of the middle two.</summary>
    public double Median { get; init; }

    /// <summary>Whether all numbers are whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The bounds of the bins, one more than there are bins: a number is in the bin whose lower bound it is not below.</summary>
    public double[] Edges()
    {
        (double low, double high) = HasBinEach(IsWhole, Range) ? (Range.Low - 0.5, Range.High + 0.5) : Range;
        int bins = Counts.Count;
        double width = high / bins - low / bins;
        return [.. Enumerable.Range(0, bins).Select(i => Math.FusedMultiplyAdd(i, width, low)), high];
    }

    /// <summary>Of numbers and dates; null where all are missing.</summary>
    public static ColumnHistogram? OfNumbers(Column column)
    {
        double[] numbers = [.. Enumerable.Range(0, column.Count).Select(column.Number).Where(double.IsFinite)];
        if (numbers.Length == 0) return null;
        Array.Sort(numbers);
        (double Low, double High) range = (numbers[0], numbers[^1]);
        bool isWhole = numbers.All(double.IsInteger);
        bool each = HasBinEach(isWhole, range);
        var counts = new int[range.Low == range.High ? 1 : each ? (int)(range.High - range.Low) + 1 : Bins];
        foreach (double number in numbers)
        {
            // halves, as the width of all numbers is beyond them
            double place = each ? number - range.Low : (number / 2 - range.Low / 2) / (range.High / 2 - range.Low / 2) * counts.Length;
            counts[double.IsNaN(place) ? 0 : (int)Math.Clamp(place, 0, counts.Length - 1)]++;
        }
        int half = numbers.Length / 2;
        return new(column.Name, counts, null, 0, column.Missing)
        {
            Range = range,
            Median = numbers.Length % 2 == 1 ? numbers[half] : numbers[half - 1] / 2 + numbers[half] / 2,
            IsWhole = isWhole,
        };
    }

    /// <summary>Of categories and booleans.</summary>
    /// <param name="isKnown">the others' words are not kept</param>
    public static ColumnHistogram OfWords(Column column, Func<string, bool> isKnown)
    {
        IReadOnlyList<(string Text, int Count)> values = CellCounts.Of(column).Values!;
        (string Text, int Count)[] known =
            [.. values.Where(word => isKnown(word.Text)).OrderByDescending(word => word.Count).Take(MostWords)];
        return new(column.Name, [.. known.Select(word => word.Count)], [.. known.Select(word => word.Text)],
            values.Sum(word => word.Count) - known.Sum(word => word.Count), column.Missing);
    }

    static bool HasBinEach(bool isWhole, (double Low, double High) range) => isWhole && range.High - range.Low < MostWhole;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("column", Column);
        json.WriteStartArray("counts");
        foreach (int count in Counts) json.WriteNumberValue(count);
        json.WriteEndArray();
        if (Words is { } words)
        {
            json.WriteStrings("words", words);
            json.WriteNumber("others", Others);
        }
        else
        {
            json.WriteNumber("low", Range.Low);
            json.WriteNumber("high", Range.High);
            json.WriteNumber("median", Median);
            json.WriteBoolean("whole", IsWhole);
        }
        json.WriteNumber("missing", Missing);
        json.WriteEndObject();
    }

    public static ColumnHistogram Read(StrictJson json)
    {
        string column = json["column"].Text();
        int[] counts = [.. json["counts"].Items().Select(count => count.Integer(0, int.MaxValue))];
        int missing = json["missing"].Integer(0, int.MaxValue);
        if (json.Find("words") is { } texts)
        {
            json.OnlyKeys("column", "counts", "words", "others", "missing");
            string[] words = JsonText.Words(texts);
            return words.Length == counts.Length ? new(column, counts, words, json["others"].Integer(0, int.MaxValue), missing)
                : throw texts.Invalid($"must be {counts.Length}, one for each count");
        }
        json.OnlyKeys("column", "counts", "low", "high", "median", "whole", "missing");
        var (low, high, median, isWhole) = (json["low"].Number(), json["high"].Number(), json["median"].Number(), json["whole"].Boolean());
        if (!(low <= median && median <= high)) throw json.Invalid("must have its median between low and high");
        int bins = low == high ? 1 : HasBinEach(isWhole, (low, high)) ? (int)(high - low) + 1 : Bins;
        return counts.Length == bins
            ? new(column, counts, null, 0, missing) { Range = (low, high), Median = median, IsWhole = isWhole }
            : throw json["counts"].Invalid($"must be {bins} for these numbers");
    }
}
