using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>The type of a prediction in C#, and the methods that make one of an encoded row.</summary>
sealed class CSharpAnswer(TabularProgram program, Formulas formulas)
{
    readonly TabularModel _model = program.Model;
    readonly StringBuilder _body = new();

    PredictionIntervals? Intervals => _model.Calibration.Intervals;

    public string Write()
    {
        if (_model.Target.Classes is { } classes) Classes(classes.Count);
        else Number();
        int width = _model.Encoder.Width;
        return $$"""

            /// <summary>The prediction of a row.</summary>
            /// <exception cref="System.ArgumentException">A number is infinite.</exception>
            /// <exception cref="System.ArithmeticException">The prediction is not a finite number.</exception>
            public static Prediction Predict(Row row)
            {
                System.Span<float> x = {{(width <= 1024 ? "stackalloc" : "new")}} float[{{width}}];
                int unknown = Encode(row, x);
                return Answer(x, unknown);
            }

            /// <summary>The prediction of an encoded row.</summary>
            /// <exception cref="System.ArithmeticException">The prediction is not a finite number.</exception>
            public static Prediction Answer(System.ReadOnlySpan<float> x, int unknown = 0)
            {
            {{_body}}}

            static void RefuseInfinite(System.ReadOnlySpan<float> y)
            {
                foreach (float output in y)
                    if (!float.IsFinite(output)) throw new System.ArithmeticException("The prediction is not a finite number.");
            }
            {{(Intervals is { } intervals ? Interval(intervals) : "")}}
            """;
    }

    /// <summary>The type of a prediction.</summary>
    public string Type() => _model.Target.Classes is null ? """

        /// <summary>A prediction.</summary>
        /// <param name="Value">the predicted number</param>
        /// <param name="IsClamped">whether it was limited to the range of the training rows' targets</param>
        /// <param name="Unknown">cells unlike the training rows': unseen categories, numbers out of range, new gaps</param>
        public sealed record Prediction(double Value, bool IsClamped, int Unknown);

        """ : """

        /// <summary>A prediction.</summary>
        /// <param name="Class">the predicted class</param>
        /// <param name="Value">its probability</param>
        /// <param name="Unknown">cells unlike the training rows': unseen categories, numbers out of range, new gaps</param>
        public sealed record Prediction(string Class, double Value, int Unknown)
        {
            /// <summary>Of each of <see cref="Classes"/>.</summary>
            public float[] Probabilities { get; init; } = [];
        }

        """;

    // what a stack always has room for
    const int MostOnStack = 256;

    void Classes(int count)
    {
        bool isSoftmax = _model.Model.Link is Softmax;
        string tempered = program.MemberTemperature is { } own ? Tempered(own, count) : "";
        string room = count <= MostOnStack ? "stackalloc" : "new";
        Line($"System.Span<double> sum = {room} double[{count}], p = {room} double[{count}];");
        Line($"System.Span<float> y = {room} float[{count}];");
        Line($"sum.Clear();");
        for (int i = 0; i < program.Members.Count; i++)
        {
            Line($"Member{i}(x, y);");
            Line($"RefuseInfinite(y);");
            if (!isSoftmax) Line($"Shares(y);");
            Line($"for (int k = 0; k < {count}; k++) p[k] = y[k];");
            if (tempered.Length > 0) Line($"{tempered}(p, p);");
            Line($"for (int k = 0; k < {count}; k++) sum[k] += {CSharpText.Number(_model.Weights[i])} * p[k];");
        }
        Line($"var probabilities = new float[{count}];");
        Line($"for (int k = 0; k < {count}; k++) probabilities[k] = (float)(sum[k] / {CSharpText.Number(_model.Weights.Sum())});");
        Line($"int index = 0;");
        Line($"for (int k = 1; k < {count}; k++)");
        Line($"    if (probabilities[k] > probabilities[index]) index = k;");
        if (program.MeanTemperature is { } temperature)
        {
            Line($"for (int k = 0; k < {count}; k++) p[k] = probabilities[k];");
            Line($"{Tempered(temperature, count)}(p, p);");
            if (_model.Calibration.Threshold is { } least) Line($"index = p[1] >= {CSharpText.Number(least)} ? 1 : 0;");
            Line($"for (int k = 0; k < {count}; k++) probabilities[k] = (float)p[k];");
        }
        else if (_model.Calibration.Threshold is { } least)
            Line($"index = (double)probabilities[1] >= {CSharpText.Number(least)} ? 1 : 0;");
        Line($"return new(s_classes[index], probabilities[index], unknown) {{ Probabilities = probabilities }};");
    }

    string Tempered(double temperature, int count) =>
        formulas.DoubleRows(AnswerFormulas.Probabilities, AnswerFormulas.Tempered(temperature, count), count);

    void Number()
    {
        string weights = CSharpText.Number(_model.Weights.Sum());
        Line($"double sum = 0, each;");
        // of several outputs the first is the number
        Line($"System.Span<float> y = stackalloc float[{program.Members[0].Output.Width}];");
        if (_model.Bounds is not null) Line($"double unbounded = 0;");
        for (int i = 0; i < program.Members.Count; i++)
        {
            string weight = CSharpText.Number(_model.Weights[i]);
            Line($"Member{i}(x, y);");
            Line($"RefuseInfinite(y);");
            Line($"each = {formulas.Double(AnswerFormulas.Inverse(_model.Target.Scaling!))}(y[0]);");
            if (_model.Bounds is { } bounds)
            {
                Line($"unbounded += {weight} * each;");
                Line($"each = System.Math.Clamp(each, {CSharpText.Number(bounds.Low)}, {CSharpText.Number(bounds.High)});");
            }
            Line($"sum += {weight} * each;");
        }
        string isClamped = "false";
        if (_model.Bounds is { Low: var low, High: var high })
            isClamped = $"unbounded / {weights} < {CSharpText.Number(low)} || unbounded / {weights} > {CSharpText.Number(high)}";
        Line($"return new(sum / {weights}, {isClamped}, unknown);");
    }

    /// <summary>The names of classes, and what is made of outputs that are no probabilities.</summary>
    public string Shares() => _model.Target.Classes is not { } classes ? "" : $$"""

        static readonly string[] s_classes =
        [
            {{CText.List(classes.Names.Select(CSharpText.Quote))}},
        ];

        /// <summary>The names of the classes, in the order of their probabilities.</summary>
        public static System.Collections.Generic.IReadOnlyList<string> Classes => s_classes;
        {{(_model.Model.Link is Softmax ? "" : SharesText)}}
        """;

    const string SharesText = """

        // outputs as shares: nothing below 0, and a sum of 1
        static void Shares(System.Span<float> y)
        {
            double sum = 0;
            int best = 0;
            for (int k = 1; k < y.Length; k++)
                if (y[k] > y[best]) best = k;
            for (int k = 0; k < y.Length; k++) sum += y[k] > 0 ? y[k] : 0;
            for (int k = 0; k < y.Length; k++) y[k] = sum > 0 ? (float)((y[k] > 0 ? y[k] : 0) / sum) : k == best ? 1 : 0;
        }

        """;

    static string Interval(PredictionIntervals intervals) => $$"""

        static System.ReadOnlySpan<float> IntervalScores =>
        [
            {{CText.List(intervals.Scores.Select(CText.Number))}},
        ];

        static System.ReadOnlySpan<double> IntervalPlaces =>
        [
            {{CText.List(intervals.Places.Select(CSharpText.Number))}},
        ];

        static System.ReadOnlySpan<float> IntervalScales =>
        [
            {{CText.List(intervals.Scales.Select(CText.Number))}},
        ];

        /// <summary>The interval that holds the actual value with this probability, such as 0.9.</summary>
        public static (double Low, double High) Interval(double prediction, double coverage)
        {
            if (!(coverage > 0 && coverage < 1))
                throw new System.ArgumentOutOfRangeException(nameof(coverage), coverage, "It must be between 0 and 1.");
            long rank = System.Math.Max(1, (long)System.Math.Ceiling({{intervals.Rows + 1}} * coverage - 1e-9));
            if (rank > {{intervals.Rows}}) return (double.NegativeInfinity, double.PositiveInfinity);
            int above = 0;
            while (above < IntervalPlaces.Length && IntervalPlaces[above] < prediction) above++;
            double scale;
            if (above == 0) scale = IntervalScales[0];
            else if (above == IntervalPlaces.Length) scale = IntervalScales[above - 1];
            else
            {
                double from = IntervalPlaces[above - 1], part = (prediction - from) / (IntervalPlaces[above] - from);
                scale = (1 - part) * IntervalScales[above - 1] + part * IntervalScales[above];
            }
            double half = IntervalScores[(int)((rank - 1) * {{intervals.Scores.Count}} / {{intervals.Rows}})] * scale;
            return (prediction - half, prediction + half);
        }

        """;

    void Line(FormattableString line) => _body.Append("    ").Append(FormattableString.Invariant(line)).Append('\n');
}
