using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>The type of a row in C#, and the method that encodes one: each cell by its rules.</summary>
sealed class CSharpCells(IReadOnlyList<CellField> fields, TabularModel model, Formulas formulas) : ICellTarget
{
    readonly StringBuilder _tables = new(), _body = new();
    CellField _field = fields[0];
    int _count;

    public string Write()
    {
        foreach (CellField field in fields) Field(field);
        string missing = string.Join(" or ", model.MissingWords.Append("").Distinct().Select(CSharpText.Quote));
        return $$"""

            /// <summary>The network's inputs of a row.</summary>
            /// <returns>cells unlike the training rows': unseen categories, numbers out of range, new gaps</returns>
            /// <exception cref="System.ArgumentException">A number is infinite.</exception>
            public static int Encode(Row row, System.Span<float> x)
            {
                System.ArgumentNullException.ThrowIfNull(row);
                int unknown = 0;
            {{_body}}    return unknown;
            }

            static bool IsMissing(string? word) => word is null || word.Trim(' ', '\t') is {{missing}};

            // as it is, or without the blanks around it
            static int PlaceOf(string word, string[] words)
            {
                int place = System.Array.BinarySearch(words, word, System.StringComparer.Ordinal);
                if (place < 0) place = System.Array.BinarySearch(words, word.Trim(' ', '\t'), System.StringComparer.Ordinal);
                return place < 0 ? words.Length : place;
            }

            static double Piece(double x, double low, double high) =>
                low < x ? x < high ? 2.0 * ((x - low) / (high - low)) - 1.0 : 1.0 : -1.0;
            {{_tables}}
            """;
    }

    /// <summary>The type of a row.</summary>
    public string Row()
    {
        var row = new StringBuilder("\n/// <summary>A row: null, or NaN, is a missing cell.</summary>\npublic sealed class Row\n{\n");
        foreach (CellField field in fields)
        {
            (string type, string initial) = field.Encoder.Type switch
            {
                ColumnType.Number => ("double", " = double.NaN;"),
                ColumnType.Boolean => ("bool?", ""),
                ColumnType.Date => ("System.DateTime?", ""),
                _ => ("string?", ""),
            };
            row.Append(CultureInfo.InvariantCulture, $"    /// <summary>{CSharpText.Comment(field.Column)}</summary>\n");
            row.Append(CultureInfo.InvariantCulture, $"    public {type} {field.Name} {{ get; init; }}{initial}\n\n");
        }
        return row.ToString().TrimEnd('\n') + "\n}\n";
    }

    void Field(CellField field)
    {
        _field = field;
        Line($"{{ // {CText.Comment(field.Column)}");
        switch (field.Encoder.Type)
        {
            case ColumnType.Number:
                Line($"    double v = row.{field.Name};");
                Line($"    if (double.IsInfinity(v)) throw new System.ArgumentException(\"{field.Name} is infinite.\", nameof(row));");
                foreach (double number in CellField.MissingNumbers(model))
                    Line($"    if (v == {CSharpText.Number(number)}) v = double.NaN;");
                Line($"    bool missing = double.IsNaN(v);");
                break;
            case ColumnType.Boolean:
                Line($"    bool missing = row.{field.Name} is null;");
                Line($"    double v = row.{field.Name} switch {{ true => 1.0, false => 0.0, null => double.NaN }};");
                break;
            case ColumnType.Date:
                Line($"    bool missing = row.{field.Name} is null;");
                Line($"    System.DateTime d = row.{field.Name} ?? default;");
                Line($"    double v = missing ? double.NaN : (d.Ticks - System.DateTime.UnixEpoch.Ticks) / 864000000000.0;");
                break;
            default:
                Line($"    string? word = row.{field.Name};");
                Line($"    bool missing = IsMissing(word);");
                break;
        }
        foreach (CellRule rule in field.Rules) rule.Write(this);
        if (field.IsComplete) Line($"    if (missing) unknown++;");
        if (field.Encoder.Categories is null && field.Encoder.Range is { } range)
            Line($"    if (v < {CSharpText.Number(range.Low)} || v > {CSharpText.Number(range.High)}) unknown++;");
        Line($"}}");
    }

    void ICellTarget.Words(WordRule rule)
    {
        (int width, string id) = (rule.Count, Id());
        int[] order = [.. Enumerable.Range(0, rule.Words.Count).OrderBy(i => rule.Words[i], StringComparer.Ordinal)];
        IEnumerable<float> rows = order.SelectMany(i => rule.Table.Skip(i * width).Take(width)).Concat(rule.Unknown);
        Table("float", $"{id}Rows", rows.Select(CText.Number));
        if (_field.Encoder.Type == ColumnType.Boolean)
        {
            int of(string word) => order.AsSpan().IndexOf(rule.Words.ToList().IndexOf(word)) is var at and >= 0 ? at : order.Length;
            Line($"    int place = missing ? {order.Length} : v != 0 ? {of("true")} : {of("false")};");
        }
        else
        {
            _tables.Append(CultureInfo.InvariantCulture, $"\nstatic readonly string[] {id}Words =\n[\n    {CText.List(
                order.Select(i => CSharpText.Quote(rule.Words[i])))}\n];\n");
            Line($"    int place = missing ? {order.Length} : PlaceOf(word!, {id}Words);");
        }
        Line($"    if (!missing && place == {order.Length}) unknown++;");
        Line($"    {id}Rows.Slice({width} * place, {width}).CopyTo(x.Slice({rule.First}));");
    }

    void ICellTarget.Number(NumberRule rule)
    {
        string v = rule.Part switch
        {
            null or DatePart.Time => "v",
            DatePart.Year => "d.Year",
            DatePart.Day => "d.Day",
            var part => throw new NotSupportedException($"Column {rule.Column}: {part} of a date as a number is not written as source."),
        };
        Refuse(rule);
        Line($"    x[{rule.First}] = (float){formulas.Double(rule.Formula)}(missing ? {CSharpText.Number(rule.Missing)} : {v});");
    }

    void ICellTarget.Mark(MarkRule rule) =>
        Line($"    x[{rule.First}] = missing ? {CText.Number(rule.Missing)} : {CText.Number(rule.Present)};");

    void ICellTarget.Pieces(PiecesRule rule)
    {
        Refuse(rule);
        string id = Id();
        Table("double", $"{id}Bounds", rule.Bounds.Select(CSharpText.Number));
        Line($"    double at = missing ? {CSharpText.Number(rule.Missing)} : v;");
        Line($"    for (int t = 0; t < {rule.Count}; t++) x[{rule.First} + t] = (float)Piece(at, {id}Bounds[t], {id}Bounds[t + 1]);");
    }

    void ICellTarget.Circle(CircleRule rule)
    {
        (string sin, string cos) = ("0f", "0f");
        if (rule.Places is { } places)
        {
            (string id, string place) = (Id(), rule.Part == DatePart.Month ? "d.Month - 1" : "(int)d.DayOfWeek");
            Table("float", $"{id}Places", places.Select(CText.Number));
            (sin, cos) = ($"{id}Places[2 * ({place})]", $"{id}Places[2 * ({place}) + 1]");
        }
        else
        {
            const string Share = "d.TimeOfDay.Ticks / 864000000000.0";
            (sin, cos) = ($"(float){formulas.Double(CircleFormulas.Sine)}({Share})",
                $"(float){formulas.Double(CircleFormulas.Cosine)}({Share})");
        }
        Line($"    x[{rule.First}] = missing ? 0f : {sin};");
        Line($"    x[{rule.First + 1}] = missing ? 0f : {cos};");
    }

    void Table(string type, string name, IEnumerable<string> items) => _tables.Append(CultureInfo.InvariantCulture,
        $"\nstatic System.ReadOnlySpan<{type}> {name} =>\n[\n    {CText.List(items)},\n];\n");

    void Refuse(CellRule rule)
    {
        if (_field.IsWord)
            throw new NotSupportedException($"Column {rule.Column} holds words, but its encoder takes numbers. No program can be written.");
    }

    string Id() => string.Create(CultureInfo.InvariantCulture, $"Cell{_count++}");

    void Line(FormattableString line) => _body.Append("    ").Append(FormattableString.Invariant(line)).Append('\n');
}
