using System.Globalization;
using System.Text;
using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>
/// Steps of training on a batch as a C program of its own, which computes the bits that training in single precision computes: the
/// network's numbers, forward and backward propagation and the optimizer's rule stand in it, and it prints the loss and every parameter.
/// </summary>
/// <remarks>
/// Of dense layers and activations, any loss, and an optimizer with a rule. Every element of a product is one
/// chain of fused multiply-adds in ascending order, as in the kernels; compile with -ffp-contract=off.
/// </remarks>
public static class StepInC
{
    /// <summary>Each step has constants of its own.</summary>
    public const int MostSteps = 100;

    /// <param name="steps">how many, at most <see cref="MostSteps"/></param>
    /// <exception cref="ArgumentException">A layer, the loss or the optimizer is not written in C, and the message says which.</exception>
    public static string Of(Model<double> model, ILoss loss, Optimizer optimizer, Samples<double> samples, int steps = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, MostSteps);
        samples.Check(model.Network, loss, nameof(samples));
        Stage[] stages = [.. Stages(model)];
        Stage last = stages[^1];
        string reduced = Reduced(loss, samples, model.Network.Outputs);
        if (!samples.Weights.IsEmpty) throw new ArgumentException("Rows with weights are not written in C.");
        string judged = Evaluated(loss, samples.TargetColumns, last);
        string title = $"{model.Network}, {samples.Rows} row{(samples.Rows == 1 ? "" : "s")}, " +
            $"{steps} step{(steps == 1 ? "" : "s")} of {optimizer.GetType().Name}";
        string sizes = $"ROWS = {samples.Rows}, INPUTS = {model.Network.Inputs}, " +
            $"OUTPUTS = {model.Network.Outputs}, TARGETS = {samples.TargetColumns}";
        return $"""
            {Functions(stages, loss, optimizer, samples.TargetColumns, steps)}
            /* {title} */
            #include <stdio.h>

            enum {'{'} {sizes} {'}'};

            static const float x[] = {Numbers(samples.Inputs.Span)};
            static const float y[] = {Numbers(samples.Targets.Span)};

            {Memory(model, stages, samples.Rows)}
            {s_passes}{(loss is IRowLoss ? "" : s_rowSum)}
            {Rules(optimizer, steps)}
            int main(void)
            {'{'}
                for (int step = 0; step < {steps}; step++)
                {'{'}
                    /* forward propagation */
            {Forward(stages)}
                    /* the loss and its gradient */
                    double sum = 0;
            {judged}        for (int i = 0; i < ROWS * OUTPUTS; i++) {last.Delta}[i] *= (float){reduced};
                    printf("L %.17g\n", sum * {reduced});

                    /* backward propagation */
            {Backward(stages)}
                    /* one step downhill */
            {Descent(model, optimizer, stages)}    {'}'}
            {Printing(stages)}    return 0;
            {'}'}

            """;
    }

    static string Evaluated(ILoss loss, int targetColumns, Stage last)
    {
        string target = targetColumns == 1 ? "y[n]" : "y + n * TARGETS";
        if (loss is IRowLoss) return $$"""
                    for (int n = 0; n < ROWS; n++)
                    {
                        float value;
                        loss_of_row(OUTPUTS, {{last.Output}} + n * OUTPUTS, {{target}}, &value, {{last.Delta}} + n * OUTPUTS);
                        sum += value;
                    }

            """;
        return $"""
                    for (int n = 0; n < ROWS; n++) sum += row_sum({last.Output} + n * OUTPUTS, y + n * OUTPUTS);
                    for (int i = 0; i < ROWS * OUTPUTS; i++) {last.Delta}[i] = loss_gradient({last.Output}[i], y[i]);

            """;
    }

    // a layer of the network, by the names that its arrays have
    sealed record Stage(int Number, Layer Layer, IActivation Function, int Inputs, int Outputs, int FirstBlock)
    {
        public string Input => Number == 1 ? "x" : $"a{Number - 1}";
        public string Output => $"a{Number}";
        public string Delta => $"d{Number}";
        public string InputGradient => $"d{Number - 1}";
        public bool IsDense => Layer is Dense;
        public bool HasBias => Layer is Dense { Bias: true };
        public bool IsIdentity => Function is Identity;
        public bool IsOfRows => Function.IsOfRows;
    }

    static IEnumerable<Stage> Stages(Model<double> model)
    {
        (int width, int block, int number) = (model.Network.Inputs, 0, 1);
        foreach (Layer layer in model.Network.Layers)
        {
            IActivation function = layer switch
            {
                Dense dense => dense.Activation,
                Activation activation => activation.Function,
                _ => throw new ArgumentException($"Layer {number}, {layer}, is not written in C: dense layers and activations are."),
            };
            var stage = new Stage(number, layer, function, width, width = layer.Outputs(width), block);
            yield return stage;
            (block, number) = (block + (stage.IsDense ? stage.HasBias ? 2 : 1 : 0), number + 1);
        }
    }

    static string Functions(Stage[] stages, ILoss loss, Optimizer optimizer, int targetColumns, int steps)
    {
        var source = FormulaSource.C();
        foreach (Stage stage in stages.Where(stage => !stage.IsIdentity))
        {
            if (stage.Function.RowFormula(Expression.Row("z", stage.Outputs), Expression.Row("a", stage.Outputs),
                Expression.Row("δ", stage.Outputs)) is { } rows)
            {
                source.AddRows($"value{stage.Number}", ["z"], [], ("a", rows.Value))
                    .AddRows($"back{stage.Number}", ["a", "δ"], [], ("delta", rows.Product));
                continue;
            }
            (Expression value, Expression slope) = stage.Function.Formula(Expression.Letter("z"), Expression.Letter("a"))!.Value;
            source.Add($"value{stage.Number}", ["z"], value).Add($"slope{stage.Number}", ["z", "a"], slope);
        }
        AddLoss(source, loss, stages[^1].Outputs, targetColumns);
        for (int step = 1; step <= steps; step++)
        {
            RuleFormula rule = optimizer.Formula(step, Expression.Letter("g"), Expression.Letter("θ"), Expression.Letter("m"),
                Expression.Letter("v"), Expression.Letter("u"))
                ?? throw new ArgumentException($"{optimizer.GetType().Name} is not written in C: its step is no rule of one gradient.");
            Expression[] moments = [.. rule.Remembered, .. new Expression[3]];
            source.Add($"rule{step}", ["g", "θ", "m", "v", "u"],
                [("d", rule.Direction), ("m", moments[0]), ("v", moments[1]), ("u", moments[2])]);
        }
        return source.ToString();
    }

    static void AddLoss(FormulaSource source, ILoss loss, int outputs, int targetColumns)
    {
        Expression y = loss is IRowLoss && targetColumns > 1 ? Expression.Row("y", targetColumns) : Expression.Letter("y");
        (Expression of, Expression gradient) = loss.Formula(loss is IRowLoss ? Expression.Row("ŷ", outputs) : Expression.Letter("ŷ"), y)
            ?? throw new ArgumentException($"The loss {LossNames.Describe(loss)} is not written in C: its formula is not known.");
        if (loss is not IRowLoss) source.Add("loss_value", ["ŷ", "y"], of).Add("loss_gradient", ["ŷ", "y"], gradient);
        else source.AddRows("loss_of_row", targetColumns > 1 ? ["ŷ", "y"] : ["ŷ"], targetColumns > 1 ? [] : ["y"],
            ("value", Expression.IsRow(of) ? Expression.SumInOrder(of) : of), ("gradient", gradient));
    }

    // what L divides by, as a factor in double precision
    static string Reduced(ILoss loss, Samples<double> samples, int outputs)
    {
        double sum = 0;
        for (int n = 0; n < samples.Rows; n++)
        {
            float[] target = Array.ConvertAll(samples.Targets.Span.Slice(n * samples.TargetColumns, samples.TargetColumns).ToArray(),
                y => (float)y);
            sum += loss.RowCount<float>(target, outputs);
        }
        string divisor = loss.Reduction.Divisor(sum).ToString("R", CultureInfo.InvariantCulture);
        return $"(1 / {divisor}{(divisor.AsSpan().ContainsAny('.', 'E') ? "" : ".0")})";
    }

    static string Memory(Model<double> model, Stage[] stages, int rows)
    {
        var text = new StringBuilder();
        foreach (Stage stage in stages)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"static float z{stage.Number}[{rows * stage.Outputs}], a{stage.Number}[{rows * stage.Outputs}], " +
                $"d{stage.Number}[{rows * stage.Outputs}];\n");
            foreach ((string name, int block) in Blocks(stage))
            {
                double[] values = [.. model.Parameters.Get(block).Cast<double>()];
                text.Append(CultureInfo.InvariantCulture, $"static float {name}[] = {Numbers(values)};\n");
                text.Append(CultureInfo.InvariantCulture,
                    $"static float g{name}[{values.Length}], m{name}[{values.Length}], v{name}[{values.Length}], " +
                    $"u{name}[{values.Length}];\n");
            }
        }
        return text.ToString();
    }

    static IEnumerable<(string Name, int Block)> Blocks(Stage stage)
    {
        if (stage.IsDense) yield return ($"W{stage.Number}", stage.FirstBlock);
        if (stage.HasBias) yield return ($"b{stage.Number}", stage.FirstBlock + 1);
    }

    static string Forward(Stage[] stages)
    {
        var text = new StringBuilder();
        foreach (Stage stage in stages)
        {
            string n = Count(stage.Outputs), bias = stage.HasBias ? $"b{stage.Number}" : "0";
            text.Append(stage.IsDense
                ? $"        product({stage.Input}, W{stage.Number}, {bias}, z{stage.Number}, {stage.Inputs}, {stage.Outputs});\n"
                : $"        for (int i = 0; i < {n}; i++) z{stage.Number}[i] = {stage.Input}[i];\n");
            if (stage.IsOfRows)
                text.Append($"        for (int n = 0; n < ROWS; n++) value{stage.Number}({stage.Outputs}, " +
                    $"z{stage.Number} + n * {stage.Outputs}, a{stage.Number} + n * {stage.Outputs});\n");
            else
                text.Append($"        for (int i = 0; i < {n}; i++) " +
                    $"a{stage.Number}[i] = {(stage.IsIdentity ? $"z{stage.Number}[i]" : $"value{stage.Number}(z{stage.Number}[i])")};\n");
        }
        return text.ToString();
    }

    static string Backward(Stage[] stages)
    {
        var text = new StringBuilder();
        foreach (Stage stage in stages.Reverse())
        {
            string n = Count(stage.Outputs), number = $"{stage.Number}";
            if (stage.IsOfRows)
                text.Append($"        for (int n = 0; n < ROWS; n++) back{number}({stage.Outputs}, a{number} + n * {stage.Outputs}, " +
                    $"d{number} + n * {stage.Outputs}, d{number} + n * {stage.Outputs});\n");
            else if (!stage.IsIdentity)
                text.Append($"        for (int i = 0; i < {n}; i++) d{number}[i] *= slope{number}(z{number}[i], a{number}[i]);\n");
            if (stage.IsDense) text.Append($"        gradient({stage.Input}, d{number}, gW{number}, {stage.Inputs}, {stage.Outputs});\n");
            if (stage.HasBias) text.Append($"        column_sums(d{number}, gb{number}, {stage.Outputs});\n");
            if (stage.Number == 1) continue;
            text.Append(stage.IsDense
                ? $"        back(d{number}, W{number}, {stage.InputGradient}, {stage.Inputs}, {stage.Outputs});\n"
                : $"        for (int i = 0; i < {n}; i++) {stage.InputGradient}[i] = d{number}[i];\n");
        }
        return text.ToString();
    }

    static string Rules(Optimizer optimizer, int steps) => $$"""
        typedef void rule(float g, float theta, float m, float v, float u, float *new_d, float *new_m, float *new_v, float *new_u);
        static rule *const rules[] = { {{string.Join(", ", Enumerable.Range(1, steps).Select(step => $"rule{step}"))}} };

        /* g with the coupled penalties; theta := (1 - alpha lambda) theta - alpha d */
        static void descend(rule *of, float *theta, const float *g, float *m, float *v, float *u, int count,
                            float alpha, float keep, float l1, float l2)
        {
            for (int i = 0; i < count; i++)
            {
                const float sign = theta[i] == 0 ? 0 : copysignf(1, theta[i]);
                const float slope = {{(optimizer.L1 > 0 || optimizer.L2 > 0 ? "fmaf(l1, sign, fmaf(l2, theta[i], g[i]))" : "g[i]")}};
                float d;
                (void)sign; (void)l1; (void)l2; (void)keep;
                of(slope, theta[i], m[i], v[i], u[i], &d, &m[i], &v[i], &u[i]);
                theta[i] = fmaf(alpha, d, {{(optimizer.WeightDecay > 0 ? "theta[i] * keep" : "theta[i]")}});
            }
        }

        """;

    static string Descent(Model<double> model, Optimizer optimizer, Stage[] stages)
    {
        var text = new StringBuilder();
        foreach ((string name, int block) in stages.SelectMany(Blocks))
        {
            ParameterBlock of = model.Parameters.Blocks[block];
            Penalty penalty = Penalty.Of(optimizer, of);
            double factor = Penalty.Factor(optimizer, of), rate = optimizer.LearningRate * of.RateFactor;
            double keep = 1 - rate * (optimizer.WeightDecay * factor);
            text.Append(CultureInfo.InvariantCulture,
                $"        descend(rules[step], {name}, g{name}, m{name}, v{name}, u{name}, {of.Rows * of.Columns}, {Number(-rate)}, " +
                $"{Number(keep)}, {Number(penalty.L1)}, {Number(penalty.L2)});\n");
        }
        return text.ToString();
    }

    static string Printing(Stage[] stages) => string.Concat(stages.SelectMany(Blocks).Select(block =>
        $"    printf(\"{block.Name}\");\n    for (unsigned i = 0; i < sizeof {block.Name} / sizeof *{block.Name}; i++) " +
        $"printf(\" %.9g\", {block.Name}[i]);\n    printf(\"\\n\");\n"));

    static string Count(int columns) => $"ROWS * {columns}";

    static string Numbers(ReadOnlySpan<double> numbers)
    {
        var text = new StringBuilder("{ ");
        for (int i = 0; i < numbers.Length; i++) text.Append(i == 0 ? "" : ", ").Append(Number(numbers[i]));
        return text.Append(" }").ToString();
    }

    // the nearest float
    static string Number(double number) => float.IsFinite((float)number)
        ? $"(float){((float)number).ToString("R", CultureInfo.InvariantCulture)}"
        : throw new ArgumentException(FormattableString.Invariant($"{number} is beyond float32, in which the program computes."));

    const string s_passes = """
        /* z = b + x W: each element one chain in ascending order */
        static void product(const float *in, const float *w, const float *b, float *z, int inputs, int outputs)
        {
            for (int n = 0; n < ROWS; n++)
                for (int o = 0; o < outputs; o++)
                {
                    float sum = b ? b[o] : 0;
                    for (int i = 0; i < inputs; i++) sum = fmaf(in[n * inputs + i], w[i * outputs + o], sum);
                    z[n * outputs + o] = sum;
                }
        }

        /* dL/dx = delta W^T */
        static UNUSED void back(const float *delta, const float *w, float *dx, int inputs, int outputs)
        {
            for (int n = 0; n < ROWS; n++)
                for (int i = 0; i < inputs; i++)
                {
                    float sum = 0;
                    for (int o = 0; o < outputs; o++) sum = fmaf(delta[n * outputs + o], w[i * outputs + o], sum);
                    dx[n * inputs + i] = sum;
                }
        }

        /* dL/dW = x^T delta */
        static void gradient(const float *in, const float *delta, float *g, int inputs, int outputs)
        {
            for (int i = 0; i < inputs; i++)
                for (int o = 0; o < outputs; o++)
                {
                    float sum = 0;
                    for (int n = 0; n < ROWS; n++) sum = fmaf(in[n * inputs + i], delta[n * outputs + o], sum);
                    g[i * outputs + o] = sum;
                }
        }

        /* dL/db = the sum of delta over rows */
        static UNUSED void column_sums(const float *delta, float *g, int outputs)
        {
            for (int o = 0; o < outputs; o++)
            {
                g[o] = 0;
                for (int n = 0; n < ROWS; n++) g[o] += delta[n * outputs + o];
            }
        }

        """;

    const string s_rowSum = """

        /* a row's losses in sixteen partial sums, folded in halves */
        static float row_sum(const float *prediction, const float *target)
        {
            if (OUTPUTS == 1) return loss_value(prediction[0], target[0]);
            float partial[16] = { 0 };
            for (int k = 0; k < OUTPUTS; k++) partial[k % 16] += loss_value(prediction[k], target[k]);
            for (int half = 8; half > 0; half /= 2)
                for (int i = 0; i < half; i++) partial[i] += partial[i + half];
            return partial[0];
        }

        """;
}
