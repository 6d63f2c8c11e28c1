using Myelin.Tabular;

namespace Myelin.Onnx;

/// <summary>
/// Parts of dates, which are days since 1970-01-01 as double: all date columns at once, in whole numbers. The calendar is the Gregorian
/// one, also before it was introduced, as in .NET.
/// </summary>
/// <remarks>
/// Years begin in March here, so that the day that a leap year has more is their last. Four centuries have 146,097 days, one has 36,524
/// and a day where it ends them, four years have 1,460 and a day but where they end a century; five months from March on have 153 days.
/// </remarks>
sealed class DateNodes(GraphBuilder graph, IReadOnlyList<string> columns)
{
    /// <summary>Days from 0000-03-01 to 1970-01-01.</summary>
    const long Epoch = 719468;

    const double First = -719162, Last = 2932896.99999;

    string? _days, _isMissing;
    Civil? _civil;

    sealed record Civil(string Year, string Month, string Day, string Weekday);

    // within the years 1 to 9999, whatever a caller gives
    string Days => _days ??= graph.Node("Clip",
        graph.Node("Where", IsMissing, graph.Number(0.0), graph.Concat(columns)), graph.Number(First), graph.Number(Last));

    string IsMissing => _isMissing ??= graph.Node("IsNaN", graph.Concat(columns));

    string Whole => graph.Node("Floor", Days);

    /// <summary>A part that is a number: double [N × 1].</summary>
    /// <param name="missing">of a missing date</param>
    public string Part(string column, DatePart part, double missing)
    {
        string value = part switch
        {
            DatePart.Time => Days,
            DatePart.Year => graph.Cast(Calendar.Year, OnnxType.Double),
            DatePart.Day => graph.Cast(Calendar.Day, OnnxType.Double),
            _ => throw new NotSupportedException($"The {part} of a date is no number."),
        };
        return graph.Node("Where", Of(column, IsMissing), graph.Number(missing), Of(column, value));
    }

    /// <summary>A part that is a place on a circle: float [N × 2].</summary>
    public string Circle(CircleRule rule)
    {
        if (rule.Places is not { } places) return Hour(rule.Column);
        string place = rule.Part == DatePart.Month ? Calendar.Month : Calendar.Weekday;
        string row = graph.Node("Where", IsMissing, graph.Number(places.Length / 2L), place);
        string table = graph.Constant([places.Length / 2 + 1, 2], (float[])[.. places, 0, 0], $"{rule.Part} table");
        return graph.Node("Gather", [("axis", 0L)], table, graph.Reshape(Of(rule.Column, row), -1));
    }

    string Hour(string column)
    {
        string angle = graph.Node("Mul", graph.Node("Sub", Days, Whole), graph.Number(2 * Math.PI));
        return graph.Concat([Wave("Sin"), Wave("Cos")]);

        string Wave(string function) => Of(column,
            graph.Node("Where", IsMissing, graph.Number(0f), graph.Cast(graph.Node(function, angle), OnnxType.Float)));
    }

    string Of(string column, string value) => columns.Count == 1 ? value : graph.Pick(value, [Index(column)]);

    int Index(string column) => columns.Index().First(one => one.Item == column).Index;

    Civil Calendar => _civil ??= Make();

    Civil Make()
    {
        using IDisposable scope = graph.Scope("calendar");
        string days = Plus(graph.Cast(Whole, OnnxType.Int64), Epoch);
        string era = Over(days, 146097), day = Minus(days, Times(era, 146097));
        string year = Over(Minus(Plus(Minus(day, Over(day, 1460)), Over(day, 36524)), Over(day, 146096)), 365);
        day = Minus(day, Minus(Plus(Times(year, 365), Over(year, 4)), Over(year, 100)));
        string month = Over(Plus(Times(day, 5), 2), 153);
        string ofMonth = Plus(Minus(day, Over(Plus(Times(month, 153), 2), 5)), 1);
        // months from March on: 10 and 11 are January and February of the next year
        string isNext = graph.Node("Less", graph.Number(9L), month);
        string fromJanuary = Plus(month, graph.Node("Where", isNext, graph.Number(-10L), graph.Number(2L)));
        string full = Plus(Plus(year, Times(era, 400)), graph.Cast(isNext, OnnxType.Int64));
        // day 0, a March 1st, is a Wednesday
        string weekday = Minus(Plus(days, 3), Times(Over(Plus(days, 3), 7), 7));
        return new(full, fromJanuary, ofMonth, weekday);
    }

    string Plus(string a, long b) => Plus(a, graph.Number(b));

    string Plus(string a, string b) => graph.Node("Add", a, b);

    string Minus(string a, string b) => graph.Node("Sub", a, b);

    string Times(string a, long b) => graph.Node("Mul", a, graph.Number(b));

    // of numbers that are not negative
    string Over(string a, long b) => graph.Node("Div", a, graph.Number(b));
}
