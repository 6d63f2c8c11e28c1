using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>The function of C that encodes a row: each cell by its rules.</summary>
sealed class CCells(string name, IReadOnlyList<CellField> fields, TabularModel model, Formulas formulas) : ICellTarget
{
    /// <summary>The last 100 ns of the year 9999; the first of the year 1 is 0.</summary>
    public const string LastTick = "3155378975999999999";

    readonly StringBuilder _tables = new(), _body = new();
    CellField _field = fields[0];
    int _count;

    public string Write()
    {
        foreach (CellField field in fields) Field(field);
        string missing = CText.List(model.MissingWords.Where(word => word.Length > 0).Select(CText.Quote));
        string helpers = (fields.Any(field => field.IsWord) ? Words.Replace("$MISSING", missing.Length > 0 ? $"{missing}, NULL" : "NULL",
            StringComparison.Ordinal) : "") + (fields.Any(field => field.Encoder.Type == ColumnType.Date) ? Dates : "");
        return $$"""
            {{helpers}}{{_tables}}
            /* the rows of each column's cells side by side; gives 1 where a number is infinite or a date is out of range */
            static int encode(const {{name}}_row *row, float *x, int *unknown)
            {
                *unknown = 0;
            {{_body}}    return 0;
            }

            int {{name}}_encode(const {{name}}_row *row, float x[{{model.Encoder.Width}}])
            {
                int unknown;
                return encode(row, x, &unknown);
            }

            """;
    }

    void Field(CellField field)
    {
        _field = field;
        Line($"{{ /* {CText.Comment(field.Column)} */");
        switch (field.Encoder.Type)
        {
            case ColumnType.Number:
                Line($"    double v = row->{field.Name};");
                Line($"    if (isinf(v)) return 1;");
                foreach (double number in CellField.MissingNumbers(model)) Line($"    if (v == {CText.Number(number)}) v = NAN;");
                Line($"    const int missing = v != v;");
                break;
            case ColumnType.Boolean:
                Line($"    const int missing = row->{field.Name} < 0;");
                Line($"    const double v = missing ? NAN : row->{field.Name} != 0;");
                break;
            case ColumnType.Date:
                Line($"    const int missing = row->{field.Name} == {name.ToUpperInvariant()}_NO_DATE;");
                Line($"    if (!missing && (row->{field.Name} < 0 || row->{field.Name} > {LastTick})) return 1;");
                Line($"    const date d = date_of(missing ? 0 : row->{field.Name});");
                Line($"    const double v = missing ? NAN : d.time;");
                break;
            default:
                Line($"    const char *word = row->{field.Name};");
                Line($"    const int missing = is_missing(word);");
                break;
        }
        foreach (CellRule rule in field.Rules) rule.Write(this);
        if (field.IsComplete) Line($"    *unknown += missing;");
        if (field.Encoder.Categories is null && field.Encoder.Range is { } range)
            Line($"    *unknown += v < {CText.Number(range.Low)} || v > {CText.Number(range.High)};");
        if (field.Encoder.Type == ColumnType.Date) Line($"    (void)d;");
        if (!field.IsWord) Line($"    (void)v;");
        Line($"    (void)missing;");
        Line($"}}");
    }

    void ICellTarget.Words(WordRule rule)
    {
        (int width, string id) = (rule.Count, Id());
        int[] order = [.. Enumerable.Range(0, rule.Words.Count).OrderBy(i => rule.Words[i], Utf8Order.Instance)];
        IEnumerable<float> rows = order.SelectMany(i => rule.Table.Skip(i * width).Take(width)).Concat(rule.Unknown);
        _tables.Append(CultureInfo.InvariantCulture,
            $"static const float {id}_rows[] = {{\n    {CText.List(rows.Select(CText.Number))}\n}};\n");
        if (_field.Encoder.Type == ColumnType.Boolean)
        {
            int of(string word) => order.AsSpan().IndexOf(rule.Words.ToList().IndexOf(word)) is var at and >= 0 ? at : order.Length;
            (int no, int yes) = (of("false"), of("true"));
            Line($"    const int place = missing ? {order.Length} : v != 0 ? {yes} : {no};");
            if (no == order.Length || yes == order.Length) Line($"    *unknown += !missing && place == {order.Length};");
        }
        else
        {
            string words = CText.List(order.Select(i => CText.Quote(rule.Words[i])).Append("NULL"));
            _tables.Append(CultureInfo.InvariantCulture, $"static const char *const {id}_words[] = {{\n    {words}\n}};\n");
            Line($"    const int place = missing ? {order.Length} : place_of(word, {id}_words, {order.Length});");
            Line($"    *unknown += !missing && place == {order.Length};");
        }
        Line($"    memcpy(x + {rule.First}, {id}_rows + {width} * place, {width} * sizeof(float));");
    }

    void ICellTarget.Number(NumberRule rule)
    {
        string v = rule.Part switch
        {
            null or DatePart.Time => "v",
            DatePart.Year => "(double)d.year",
            DatePart.Day => "(double)d.day",
            var part => throw new NotSupportedException($"Column {rule.Column}: {part} of a date as a number is not written as source."),
        };
        Refuse(rule);
        Line($"    x[{rule.First}] = (float){formulas.Double(rule.Formula)}(missing ? {CText.Number(rule.Missing)} : {v});");
    }

    void ICellTarget.Mark(MarkRule rule) =>
        Line($"    x[{rule.First}] = missing ? {CText.Number(rule.Missing)} : {CText.Number(rule.Present)};");

    void ICellTarget.Pieces(PiecesRule rule)
    {
        Refuse(rule);
        string id = Id();
        _tables.Append(CultureInfo.InvariantCulture,
            $"static const double {id}_bounds[] = {{\n    {CText.List(rule.Bounds.Select(CText.Number))}\n}};\n");
        Line($"    const double at = missing ? {CText.Number(rule.Missing)} : v;");
        Line($"    for (int t = 0; t < {rule.Count}; t++)");
        Line($"        x[{rule.First} + t] = (float)piece(at, {id}_bounds[t], {id}_bounds[t + 1]);");
        if (_tables.ToString().Contains("double piece(", StringComparison.Ordinal)) return;
        _tables.Append(Piece);
    }

    void ICellTarget.Circle(CircleRule rule)
    {
        if (rule.Places is null)
        {
            (string sin, string cos) = (formulas.Double(CircleFormulas.Sine), formulas.Double(CircleFormulas.Cosine));
            Line($"    x[{rule.First}] = missing ? 0 : (float){sin}(d.share);");
            Line($"    x[{rule.First + 1}] = missing ? 0 : (float){cos}(d.share);");
            return;
        }
        string id = Id(), place = rule.Part == DatePart.Month ? "d.month - 1" : "d.weekday";
        _tables.Append(CultureInfo.InvariantCulture,
            $"static const float {id}_places[] = {{\n    {CText.List(rule.Places.Select(CText.Number))}\n}};\n");
        Line($"    x[{rule.First}] = missing ? 0 : {id}_places[2 * ({place})];");
        Line($"    x[{rule.First + 1}] = missing ? 0 : {id}_places[2 * ({place}) + 1];");
    }

    void Refuse(CellRule rule)
    {
        if (_field.IsWord)
            throw new NotSupportedException($"Column {rule.Column} holds words, but its encoder takes numbers. No program can be written.");
    }

    string Id() => string.Create(CultureInfo.InvariantCulture, $"cell{_count++}");

    void Line(FormattableString line) => _body.Append("    ").Append(FormattableString.Invariant(line)).Append('\n');

    const string Words = """

        static const char *const missing_words[] = { $MISSING };

        /* a word without the blanks and tabs around it */
        static const char *trimmed(const char *word, size_t *length)
        {
            while (*word == ' ' || *word == '\t') word++;
            *length = strlen(word);
            while (*length > 0 && (word[*length - 1] == ' ' || word[*length - 1] == '\t')) --*length;
            return word;
        }

        static int order_of(const char *word, size_t length, const char *other)
        {
            const int order = strncmp(word, other, length);
            return order != 0 ? order : other[length] == 0 ? 0 : -1;
        }

        static int is_missing(const char *word)
        {
            size_t length;
            if (word == NULL) return 1;
            word = trimmed(word, &length);
            if (length == 0) return 1;
            for (int i = 0; missing_words[i] != NULL; i++)
                if (order_of(word, length, missing_words[i]) == 0) return 1;
            return 0;
        }

        static int find(const char *word, size_t length, const char *const *words, int count)
        {
            int low = 0, high = count - 1;
            while (low <= high)
            {
                const int middle = low + (high - low) / 2, order = order_of(word, length, words[middle]);
                if (order == 0) return middle;
                if (order < 0) high = middle - 1;
                else low = middle + 1;
            }
            return count;
        }

        /* of a word among sorted ones, as it is or without blanks around it; their count where it is none of them */
        static int place_of(const char *word, const char *const *words, int count)
        {
            size_t length;
            const int place = find(word, strlen(word), words, count);
            if (place < count) return place;
            word = trimmed(word, &length);
            return find(word, length, words, count);
        }

        """;

    const string Piece = """
        static double piece(double x, double low, double high)
        {
            return low < x ? x < high ? 2.0 * ((x - low) / (high - low)) - 1.0 : 1.0 : -1.0;
        }

        """;

    const string Dates = """

        /* a date by its count of 100 ns since the first day of the year 1 */
        typedef struct { int year, month, day, weekday; double time, share; } date;

        static date date_of(int64_t ticks)
        {
            static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };
            date d;
            int days = (int)(ticks / 864000000000), part, leap;
            d.weekday = (days + 1) % 7;
            d.time = (double)(ticks - 621355968000000000) / 864000000000.0;
            d.share = (double)(ticks % 864000000000) / 864000000000.0;
            d.year = 400 * (days / 146097) + 1;
            days %= 146097;
            part = days / 36524 < 4 ? days / 36524 : 3;
            d.year += 100 * part;
            days -= 36524 * part;
            d.year += 4 * (days / 1461);
            days %= 1461;
            part = days / 365 < 4 ? days / 365 : 3;
            d.year += part;
            days -= 365 * part;
            leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
            d.month = 1;
            while (days >= before[d.month] + (leap && d.month >= 2)) d.month++;
            d.day = days - before[d.month - 1] - (leap && d.month > 2) + 1;
            return d;
        }

        """;
}
