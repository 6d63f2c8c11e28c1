using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>The functions of C that make an answer of an encoded row.</summary>
sealed class CAnswer(string name, TabularProgram program, Formulas formulas)
{
    readonly TabularModel _model = program.Model;
    readonly StringBuilder _body = new();
    readonly string _upper = name.ToUpperInvariant();

    public string Write()
    {
        if (_model.Target.Classes is { } classes) Classes(classes.Count);
        else Number();
        return $$"""

            int {{name}}_answer(const float x[{{_model.Encoder.Width}}], {{name}}_prediction *out)
            {
            {{_body}}    return 0;
            }

            int {{name}}_predict(const {{name}}_row *row, {{name}}_prediction *out)
            {
                float x[{{_model.Encoder.Width}}];
                int unknown;
                if (encode(row, x, &unknown)) return 1;
                if ({{name}}_answer(x, out)) return 2;
                out->unknown = unknown;
                return 0;
            }
            {{Clear()}}{{(Intervals is { } intervals ? Interval(intervals) : "")}}
            """;
    }

    PredictionIntervals? Intervals => _model.Calibration.Intervals;

    void Classes(int count)
    {
        Line($"double sum[{count}] = {{ 0 }};");
        Line($"float y[{count}];");
        bool isSoftmax = _model.Model.Link is Softmax;
        string tempered = program.MemberTemperature is { } own ? Tempered(own, count) : "";
        if (tempered.Length > 0) Line($"double p[{count}];");
        for (int i = 0; i < program.Members.Count; i++)
        {
            Line($"member{i}(x, y);");
            Line($"for (int k = 0; k < {count}; k++)");
            Line($"    if (!isfinite(y[k])) return 2;");
            if (!isSoftmax) Line($"shares(y);");
            if (tempered.Length > 0)
            {
                Line($"for (int k = 0; k < {count}; k++) p[k] = y[k];");
                Line($"{tempered}(p, p);");
            }
            string share = tempered.Length > 0 ? "p[k]" : "(double)y[k]";
            Line($"for (int k = 0; k < {count}; k++) sum[k] += {CText.Number(_model.Weights[i])} * {share};");
        }
        Line($"for (int k = 0; k < {count}; k++) out->probabilities[k] = (float)(sum[k] / {CText.Number(_model.Weights.Sum())});");
        Line($"out->index = 0;");
        Line($"for (int k = 1; k < {count}; k++)");
        Line($"    if (out->probabilities[k] > out->probabilities[out->index]) out->index = k;");
        Decide(count);
        Line($"out->label = {name}_classes[out->index];");
        Line($"out->value = out->probabilities[out->index];");
        Line($"out->unknown = 0;");
    }

    // the temperature of the mean, and the threshold of two classes
    void Decide(int count)
    {
        if (program.MeanTemperature is { } temperature)
        {
            Line($"double q[{count}];");
            Line($"for (int k = 0; k < {count}; k++) q[k] = out->probabilities[k];");
            Line($"{Tempered(temperature, count)}(q, q);");
            if (_model.Calibration.Threshold is { } least) Line($"out->index = q[1] >= {CText.Number(least)};");
            Line($"for (int k = 0; k < {count}; k++) out->probabilities[k] = (float)q[k];");
        }
        else if (_model.Calibration.Threshold is { } least)
            Line($"out->index = (double)out->probabilities[1] >= {CText.Number(least)};");
    }

    string Tempered(double temperature, int count) =>
        formulas.DoubleRows(AnswerFormulas.Probabilities, AnswerFormulas.Tempered(temperature, count), count);

    void Number()
    {
        Line($"double sum = 0, each;");
        // of several outputs the first is the number
        Line($"float y[{program.Members[0].Output.Width}];");
        if (_model.Bounds is not null) Line($"double unbounded = 0;");
        for (int i = 0; i < program.Members.Count; i++)
        {
            string weight = CText.Number(_model.Weights[i]);
            Line($"member{i}(x, y);");
            for (int k = 0; k < program.Members[i].Output.Width; k++) Line($"if (!isfinite(y[{k}])) return 2;");
            Line($"each = {formulas.Double(AnswerFormulas.Inverse(_model.Target.Scaling!))}((double)y[0]);");
            if (_model.Bounds is { } bounds)
            {
                Line($"unbounded += {weight} * each;");
                Line($"each = d_clamp(each, {CText.Number(bounds.Low)}, {CText.Number(bounds.High)});");
            }
            Line($"sum += {weight} * each;");
        }
        string weights = CText.Number(_model.Weights.Sum());
        Line($"out->value = sum / {weights};");
        Line($"out->clamped = {(_model.Bounds is { } limits
            ? $"unbounded / {weights} < {CText.Number(limits.Low)} || unbounded / {weights} > {CText.Number(limits.High)}" : "0")};");
        Line($"out->unknown = 0;");
    }

    /// <summary>What is made before the answer of each network, where its outputs are no probabilities.</summary>
    public string Shares() => _model.Target.Classes is not { Count: var count } || _model.Model.Link is Softmax ? "" : $$"""

        /* outputs as shares: nothing below 0, and a sum of 1 */
        static void shares(float *y)
        {
            double sum = 0;
            int best = 0;
            for (int k = 1; k < {{count}}; k++)
                if (y[k] > y[best]) best = k;
            for (int k = 0; k < {{count}}; k++) sum += y[k] > 0 ? y[k] : 0;
            for (int k = 0; k < {{count}}; k++) y[k] = sum > 0 ? (float)((y[k] > 0 ? y[k] : 0) / sum) : k == best ? 1 : 0;
        }

        """;

    string Clear()
    {
        IReadOnlyList<CellField> fields = CellField.Of(program, Identifiers.Snake());
        IEnumerable<string> lines = fields.Select(field => $"    row->{field.Name} = {field.Encoder.Type switch
        {
            ColumnType.Number => "NAN",
            ColumnType.Boolean => "-1",
            ColumnType.Date => $"{_upper}_NO_DATE",
            _ => "NULL",
        }};\n");
        string date = fields.Any(field => field.Encoder.Type == ColumnType.Date) ? $$"""

            int64_t {{name}}_date(int year, int month, int day, int hour, int minute, double second)
            {
                static const int before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };
                const int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
                int64_t y, days, ticks;
                if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return {{_upper}}_NO_DATE;
                if (day > before[month] - before[month - 1] + (leap && month == 2)) return {{_upper}}_NO_DATE;
                if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 60)) return {{_upper}}_NO_DATE;
                y = year - 1;
                days = 365 * y + y / 4 - y / 100 + y / 400 + before[month - 1] + (leap && month > 2) + day - 1;
                ticks = 10000000 * (86400 * days + 3600 * hour + 60 * minute) + (int64_t)rint(1e7 * second);
                return ticks > {{CCells.LastTick}} ? {{_upper}}_NO_DATE : ticks;
            }

            """ : "";
        return $"\nvoid {name}_clear({name}_row *row)\n{{\n{string.Concat(lines)}}}\n{date}";
    }

    string Interval(PredictionIntervals intervals) => $$"""

        static const float interval_scores[] = {
            {{CText.List(intervals.Scores.Select(CText.Number))}}
        };
        static const double interval_places[] = {
            {{CText.List(intervals.Places.Select(CText.Number))}}
        };
        static const float interval_scales[] = {
            {{CText.List(intervals.Scales.Select(CText.Number))}}
        };

        int {{name}}_interval(double prediction, double coverage, double *low, double *high)
        {
            if (!(coverage > 0 && coverage < 1)) return 1;
            const double exact = ceil({{intervals.Rows + 1}} * coverage - 1e-9);
            const int64_t rank = exact < 1 ? 1 : (int64_t)exact;
            int above = 0;
            double scale, half;
            if (rank > {{intervals.Rows}})
            {
                *low = -INFINITY;
                *high = INFINITY;
                return 0;
            }
            while (above < {{intervals.Places.Count}} && interval_places[above] < prediction) above++;
            if (above == 0) scale = interval_scales[0];
            else if (above == {{intervals.Places.Count}}) scale = interval_scales[above - 1];
            else
            {
                const double from = interval_places[above - 1], part = (prediction - from) / (interval_places[above] - from);
                scale = (1 - part) * interval_scales[above - 1] + part * interval_scales[above];
            }
            half = interval_scores[(rank - 1) * {{intervals.Scores.Count}} / {{intervals.Rows}}] * scale;
            *low = prediction - half;
            *high = prediction + half;
            return 0;
        }

        """;

    void Line(FormattableString line) => _body.Append("    ").Append(FormattableString.Invariant(line)).Append('\n');
}
