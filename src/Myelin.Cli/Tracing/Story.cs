using Myelin.Activations;
using Myelin.Cli.Output;
using Myelin.Layers;
using Myelin.Losses;

namespace Myelin.Cli.Tracing;

/// <summary>The figures of a trace in the order in which they are computed: forward, loss, backward, update.</summary>
static class Story
{
    /// <summary>Wider Jacobians are not shown.</summary>
    const int MostClasses = 12;

    public static IEnumerable<Scene> Forward(Trace<double> trace) => trace.Layers.Select((layer, i) => Forward(layer, i + 1));

    static Scene Forward(LayerTrace<double> layer, int number)
    {
        string l = Superscript.Of(number);
        var figures = new List<Figure> { new($"x{l}", number == 1 ? "(the input)" : $"= a{Superscript.Of(number - 1)}", layer.Input, Ink.Forward) };
        foreach (BlockTrace<double> block in Trained(layer))
            figures.Add(new(Names.OfBlock(layer.Layer, block.Block.Name, number), "", block.Value, Ink.Parameter));
        if (layer.Layer is Dense dense) figures.Add(new($"z{l}", dense.Bias ? $"= x{l}·W{l} + b{l}" : $"= x{l}·W{l}", layer.PreActivation!, Ink.Forward)
        {
            Worked = number => Expansion.OfProduct($"z{l}", layer, number),
        });
        string output = FunctionOf(layer.Layer) switch
        {
            Identity => $"= {Argument(layer, l)}",
            { } function => $"= σ({Argument(layer, l)}) = {Sigma.Of(function).Value}",
            null => Names.Formulas(layer.Layer, number).Output,
        };
        figures.Add(new($"a{l}", output, layer.Output, Ink.Forward));
        return new($"Layer {number}", layer.Layer.ToString(), figures);
    }

    /// <summary>ŷ, the prediction p where the loss has a link, y and ℓ.</summary>
    public static Scene Loss(Walk walk)
    {
        Lesson lesson = walk.Lesson;
        double[,] output = walk.First.Layers[^1].Output;
        var figures = new List<Figure> { new("ŷ", $"= a{Superscript.Of(walk.First.Layers.Count)}", output, Ink.Forward) };
        if (lesson.Loss.Link is not Identity)
            figures.Add(new("p", $"= {Sigma.Of(lesson.Loss.Link).Value.Replace("z", "ŷ", StringComparison.Ordinal)}", Linked(lesson.Loss.Link, output), Ink.Forward));
        figures.Add(new("y", lesson.Samples.TargetColumns < output.GetLength(1) ? "(the class)" : "(the target)", Targets(lesson.Samples), Ink.Plain));
        figures.Add(new("ℓ", $"= {Ell.Of(lesson.Loss).Value}", Values(lesson, output), Ink.Strong));
        return new("Loss", Ell.NameOf(lesson.Loss), figures);
    }

    public static string LossFormula(Walk walk)
    {
        double[,] values = Values(walk.Lesson, walk.First.Layers[^1].Output);
        return Ell.Reduced(walk.Lesson.Loss, values.GetLength(0), values.GetLength(1));
    }

    public static IEnumerable<Scene> Backward(Walk walk)
    {
        int block = walk.Before.Count;
        for (int i = walk.First.Layers.Count - 1; i >= 0; i--)
        {
            block -= walk.First.Layers[i].Parameters.Count;
            yield return Backward(walk, walk.First.Layers[i], i + 1, block);
        }
    }

    static Scene Backward(Walk walk, LayerTrace<double> layer, int number, int block)
    {
        string l = Superscript.Of(number), input = Superscript.Of(number - 1);
        bool isLast = number == walk.First.Layers.Count;
        var figures = new List<Figure>
        {
            new($"∂L/∂a{l}", isLast ? $"= {Scaled(walk)}" : $"= ∂L/∂x{Superscript.Of(number + 1)}", layer.OutputGradient, Ink.Backward),
        };
        if (FunctionOf(layer.Layer) is { } function) figures.AddRange(ThroughActivation(layer, function, l));
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            BlockTrace<double> traced = layer.Parameters[i];
            if (traced.Block.Role == ParameterRole.Statistic) continue;
            string name = Names.OfBlock(layer.Layer, traced.Block.Name, number);
            figures.Add(new($"∂L/∂{name}", Names.GradientFormula(layer.Layer, traced.Block.Name, number), traced.Gradient, Ink.Backward, walk.Numeric?[block + i])
            {
                Worked = layer.Layer is Dense && i == 0 ? number => Expansion.OfGradient($"∂L/∂{name}", layer, number) : null,
            });
        }
        string formula = layer.Layer switch
        {
            Dense => $"= δ{l}·W{l}ᵀ",
            Activation => $"= δ{l}",
            var other => Names.Formulas(other, number).InputGradient,
        };
        figures.Add(new($"∂L/∂x{l}", number == 1 ? formula : $"{formula} = ∂L/∂a{input}", layer.InputGradient, Ink.Backward, number == 1 ? walk.Numeric?[^1] : null)
        {
            Worked = layer.Layer is Dense ? text => Expansion.OfInputGradient($"∂L/∂x{l}", layer, text) : null,
        });
        return new($"Layer {number}", layer.Layer.ToString(), figures);
    }

    // δ, and what makes it of ∂L/∂a: slopes one by one, or a Jacobian
    static IEnumerable<Figure> ThroughActivation(LayerTrace<double> layer, IActivation function, string l)
    {
        string slope = Sigma.Of(function).Slope, z = Argument(layer, l);
        double[,] output = layer.Output;
        if (function is Identity)
            yield return new($"δ{l}", $"= ∂L/∂a{l}", layer.Delta!, Ink.Backward);
        else if (Sigma.IsOfRows(function))
        {
            if (output.GetLength(0) == 1 && output.GetLength(1) <= MostClasses)
                yield return new($"J{l}", $"= ∂a{l}/∂{z}: {slope}", function is Softmax ? Softmax.Jacobian(Row(output)) : LogSoftmax.Jacobian(Row(output)), Ink.Backward);
            yield return new($"δ{l}", $"= ∂L/∂a{l}·J{l}", layer.Delta!, Ink.Backward);
        }
        else
        {
            yield return new($"σ′({z})", $"= {slope}", SlopeOf.Activation(function, layer.PreActivation!), Ink.Backward);
            yield return new($"δ{l}", $"= ∂L/∂a{l} ⊙ σ′({z})", layer.Delta!, Ink.Backward)
            {
                Worked = number => Expansion.OfDelta($"δ{l}", layer, number),
            };
        }
    }

    /// <summary>Every block after the first step.</summary>
    public static Scene Update(Walk walk) => new("Update", "", [.. Blocks(walk).Select(block =>
    {
        string change = walk.Lesson.Frozen.Contains(block.Index) ? "stays as it is (--freeze)" : Descent.Formula(walk.Lesson.Optimizer, block.Block, block.Name);
        return new Figure(block.Name, change, walk.AfterFirst[block.Index], Ink.Parameter)
        {
            Worked = Descent.IsPlain(walk.Lesson.Optimizer) && block.Block.Role == ParameterRole.Weight && !walk.Lesson.Frozen.Contains(block.Index)
                ? number => Expansion.OfUpdate(block.Name, walk, block.Index, number) : null,
        };
    })]);

    /// <summary>Every trained block with its name in formulas and its place.</summary>
    public static IEnumerable<(string Name, ParameterBlock Block, int Index)> Blocks(Walk walk)
    {
        int index = 0;
        for (int i = 0; i < walk.First.Layers.Count; i++)
            foreach (BlockTrace<double> block in walk.First.Layers[i].Parameters)
            {
                if (block.Block.Role != ParameterRole.Statistic)
                    yield return (Names.OfBlock(walk.First.Layers[i].Layer, block.Block.Name, i + 1), block.Block, index);
                index++;
            }
    }

    /// <summary>The largest |analytic − numeric| / max(1, |analytic|, |numeric|), as a gradient check has it.</summary>
    public static double WorstError(Walk walk)
    {
        double worst = 0;
        foreach (Figure figure in Backward(walk).SelectMany(scene => scene.Figures))
            for (int i = 0; figure.Numeric is { } numeric && i < numeric.Length; i++)
            {
                (int r, int c) = (i / numeric.GetLength(1), i % numeric.GetLength(1));
                double analytic = figure.Value[r, c];
                worst = Math.Max(worst, Math.Abs(analytic - numeric[r, c]) / Math.Max(1, Math.Max(Math.Abs(analytic), Math.Abs(numeric[r, c]))));
            }
        return worst;
    }

    static string Argument(LayerTrace<double> layer, string l) => layer.Layer is Activation ? $"x{l}" : $"z{l}";

    static IActivation? FunctionOf(Layer layer) => layer switch
    {
        Dense dense => dense.Activation,
        Activation activation => activation.Function,
        _ => null,
    };

    static IEnumerable<BlockTrace<double>> Trained(LayerTrace<double> layer) => layer.Parameters.Where(block => block.Block.Role != ParameterRole.Statistic);

    static string Scaled(Walk walk)
    {
        string gradient = Ell.Of(walk.Lesson.Loss).Gradient;
        int rows = walk.Lesson.Samples.Rows, outputs = walk.First.Layers[^1].Output.GetLength(1);
        bool perElement = Values(walk.Lesson, walk.First.Layers[^1].Output).GetLength(1) == outputs;
        int divisor = walk.Lesson.Loss.Reduction switch
        {
            Reduction.Mean => perElement ? rows * outputs : rows,
            Reduction.RowMean => rows,
            _ => 1,
        };
        return divisor == 1 ? gradient : FormattableString.Invariant($"1/{divisor} · ({gradient})");
    }

    static double[,] Values(Lesson lesson, double[,] output) =>
        Matrix(LossValues.Each<double>(lesson.Loss, Numbers.Flat(output), lesson.Samples.Targets.Span, lesson.Samples.Rows), lesson.Samples.Rows);

    static double[,] Targets(Samples<double> samples) => Matrix(samples.Targets.ToArray(), samples.Rows);

    static double[,] Linked(IActivation link, double[,] output)
    {
        using Model<double> alone = Model.Create<double>(new Network(output.GetLength(1), new Activation(link)));
        return alone.Predict(output);
    }

    static double[,] Matrix(double[] values, int rows)
    {
        var matrix = new double[rows, values.Length / rows];
        for (int i = 0; i < values.Length; i++) matrix[i / matrix.GetLength(1), i % matrix.GetLength(1)] = values[i];
        return matrix;
    }

    static double[] Row(double[,] matrix) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(c => matrix[0, c])];
}
