using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>Cells of one column that nobody measured: ordinary ones, and special ones in a list.</summary>
/// <param name="Specials">how many special cells there are, a missing one among them</param>
/// <param name="Column">the column with one cell for each number: <see cref="Ordinary"/>, or the place of a special cell</param>
sealed record MadeCells(int Specials, Func<int[], RandomStream, Column> Column)
{
    /// <summary>Stands for a cell as those of the training rows are.</summary>
    public const int Ordinary = -1;

    /// <summary>The column's categories, which are the first of the special cells.</summary>
    public int WordCount { get; init; }

    const double Enormous = 1e30, Tiny = 1e-30;

    public static MadeCells Of(ColumnEncoder encoder) => encoder switch
    {
        { Type: ColumnType.Boolean } => Booleans(encoder.Column),
        { Type: ColumnType.Date } => Dates(encoder),
        { Categories: { } words } => Words(encoder.Column, words),
        _ => Numbers(encoder),
    };

    static MadeCells Words(string name, IReadOnlyList<string> words)
    {
        string unseen = "unseen";
        while (words.Contains(unseen)) unseen += "!";
        // what differs by its case alone is another word
        string? shouted = words.Select(word => word.ToUpperInvariant()).FirstOrDefault(word => !words.Contains(word));
        string?[] specials = [.. words, null, unseen, shouted];
        return new(specials.Length, (picks, random) => Myelin.Tabular.Column.Of(name, Each(picks, specials,
            () => words.Count > 0 ? words[random.NextInt32(words.Count)] : unseen)))
        {
            WordCount = words.Count,
        };
    }

    static MadeCells Booleans(string name)
    {
        bool?[] specials = [true, false, null];
        return new(specials.Length, (picks, random) =>
            Myelin.Tabular.Column.Of(name, Each(picks, specials, () => random.NextInt32(2) == 1)));
    }

    static MadeCells Numbers(ColumnEncoder encoder)
    {
        (double low, double high) = RangeOf(encoder);
        double width = high - low;
        double[] bounds = encoder is NumberEncoder { Pieces.Bounds: var pieces } ? [.. pieces] : [];
        double[] specials =
        [
            double.NaN, low, high, low - width / 20, high + width / 20, low - width, high + width, low - 1000 * width, high + 1000 * width,
            0, -0.0, 1, -1, Enormous, -Enormous, Tiny, -Tiny, Math.BitIncrement(low), Math.BitDecrement(high), .. bounds,
        ];
        bool isWhole = low == Math.Round(low) && high == Math.Round(high);
        return new(specials.Length, (picks, random) => Myelin.Tabular.Column.Of(encoder.Column, Each(picks, specials,
            () => random.Uniform(low, high) is var x && isWhole && random.NextInt32(2) == 1 ? Math.Round(x) : x)));
    }

    static MadeCells Dates(ColumnEncoder encoder)
    {
        (double low, double high) = RangeOf(encoder);
        DateTime first = Date(low), last = Date(high);
        DateTime?[] specials =
        [
            null, first, last, first.AddDays(-1), last.AddDays(1), DateTime.UnixEpoch, DateTime.UnixEpoch.AddMilliseconds(-1),
            new(1, 1, 1), new(9999, 12, 31, 23, 59, 59), new(1900, 2, 28), new(1900, 3, 1, 12, 0, 0), new(2000, 2, 29), new(1969, 12, 31),
            new(1600, 12, 31, 6, 30, 15), new(2024, 2, 29, 23, 59, 59, 999), new(2024, 12, 30), new(1582, 10, 15), new(2100, 3, 1),
        ];
        return new(specials.Length, (picks, random) => Myelin.Tabular.Column.Of(encoder.Column, Each(picks, specials,
            () => (DateTime?)(random.NextInt32(2) == 1 ? Date(random.Uniform(low, high)) : Date(random.Uniform(low, high)).Date))));
    }

    // to the millisecond: days as a double hold no less in the year 9999
    static DateTime Date(double days)
    {
        double earliest = DateColumn.Days(new DateTime(2, 1, 1).Ticks), latest = DateColumn.Days(new DateTime(9998, 1, 1).Ticks);
        return DateTime.UnixEpoch.AddMilliseconds(Math.Floor(Math.Clamp(days, earliest, latest) * TimeSpan.MillisecondsPerDay));
    }

    // a file of an earlier version does not know the training rows' range
    static (double Low, double High) RangeOf(ColumnEncoder encoder) => encoder switch
    {
        { Range: { } range } => (range.Low, range.High),
        NumberEncoder number => Ordered(number.Scaling.Invert(-2), number.Scaling.Invert(2)),
        { Type: ColumnType.Date } => (0, DateColumn.Days(new DateTime(2030, 1, 1).Ticks)),
        _ => (-1, 1),
    };

    static (double, double) Ordered(double a, double b) => (Math.Max(Math.Min(a, b), -Enormous), Math.Min(Math.Max(a, b), Enormous));

    static T[] Each<T>(int[] picks, T[] specials, Func<T> ordinary)
    {
        var cells = new T[picks.Length];
        for (int row = 0; row < cells.Length; row++) cells[row] = picks[row] == Ordinary ? ordinary() : specials[picks[row]];
        return cells;
    }
}
