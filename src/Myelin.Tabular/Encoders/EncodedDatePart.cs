using Myelin.Numerics;

namespace Myelin.Tabular;

/// <summary>One part of a date: a scaled number, or sin 2πφ and cos 2πφ of its place φ on a circle</summary>
/// <remarks>In ONNX: from whole days, by Div, Mod, Mul and Add, then Sin and Cos.</remarks>
/// <param name="Median">what takes a missing date's place; a circle's is its middle, 0 and 0</param>
public sealed record EncodedDatePart(DatePart Part, double Median, Scaling Scaling)
{
    public bool IsCyclic => Cyclic(Part);

    /// <summary>Numbers that it becomes.</summary>
    public int Count => IsCyclic ? 2 : 1;

    /// <summary>null where the part is the same in all rows.</summary>
    /// <param name="dates">of the training rows, at least one</param>
    internal static EncodedDatePart? Fit(DatePart part, IReadOnlyList<DateTime> dates, ScalingKind scaling)
    {
        double[] values = [.. dates.Select(date => Value(part, date)).Order()];
        if (values[0] == values[^1]) return null;
        return Cyclic(part) ? new(part, 0, new NoScaling()) : new(part, Quantiles.Median(values), Scaling.Fit(scaling, values));
    }

    internal IEnumerable<string> Names(string column)
    {
        string name = $"{column} {Part.ToString().ToLowerInvariant()}";
        return IsCyclic ? [$"{name} sin", $"{name} cos"] : [name];
    }

    internal void Apply(DateTime? date, Span<float> numbers)
    {
        if (!IsCyclic)
        {
            numbers[0] = (float)Math.Clamp(Scaling.Apply(date is { } known ? Value(Part, known) : Median),
                -NumberEncoder.Limit, NumberEncoder.Limit);
            return;
        }
        var angle = new Scalar<double>(2 * Math.PI * (date is { } there ? Value(Part, there) : 0));
        (numbers[0], numbers[1]) = date is null ? (0, 0) : ((float)Elementary.Sin(angle).Value, (float)Elementary.Cos(angle).Value);
    }

    internal CellRule Rule(string column, int first)
    {
        if (!IsCyclic) return new NumberRule(column, first, Part, Median, NumberEncoder.Bounded(Scaling));
        if (Part == DatePart.Hour) return new CircleRule(column, first, Part, null);
        // days of a year and a week with every place in turn
        DateTime[] dates = Part == DatePart.Month
            ? [.. Enumerable.Range(1, 12).Select(month => new DateTime(2026, month, 1))]
            : [.. Enumerable.Range(1, 7).Select(day => new DateTime(2026, 11, day))];
        var places = new float[2 * dates.Length];
        for (int i = 0; i < dates.Length; i++) Apply(dates[i], places.AsSpan(2 * i, 2));
        return new CircleRule(column, first, Part, places);
    }

    static bool Cyclic(DatePart part) => part is DatePart.Month or DatePart.Weekday or DatePart.Hour;

    // of a circle, the place from 0 to 1
    static double Value(DatePart part, DateTime date) => part switch
    {
        DatePart.Time => (date - DateTime.UnixEpoch).Ticks / (double)TimeSpan.TicksPerDay,
        DatePart.Year => date.Year,
        DatePart.Month => (date.Month - 1) / 12.0,
        DatePart.Day => date.Day,
        DatePart.Weekday => (int)date.DayOfWeek / 7.0,
        _ => date.TimeOfDay.Ticks / (double)TimeSpan.TicksPerDay,
    };
}
