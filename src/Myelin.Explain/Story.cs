
namespace Myelin.Explain;

/// <summary>The figures of a trace in the order in which they are computed: forward, loss, backward, update.</summary>
static class Story
{
    /// <summary>Wider Jacobians are not shown.</summary>
    const int MostClasses = 12;

    public static IEnumerable<Scene> Forward(Walk walk) =>
        walk.First.Layers.Select((layer, i) => Forward(layer, i + 1, walk.Lesson.IsTraining));

    static Scene Forward(LayerTrace<double> layer, int number, bool training)
    {
        string l = Superscript.Of(number), z = Argument(layer, l), a = $"a{l}";
        var figures =
            new List<Figure> { new($"x{l}", number == 1 ? "(the input)" : $"= a{Superscript.Of(number - 1)}", layer.Input, Ink.Forward) };
        foreach (BlockTrace<double> block in Trained(layer))
            figures.Add(new(LayerText.OfBlock(block.Block, number), "", block.Value, Ink.Parameter));
        if (layer.Layer is Dense dense) figures.Add(new($"z{l}", $"= {dense.Equations(l).Output}", layer.PreActivation!, Ink.Forward)
        {
            Worked = Expansion.OfProduct($"z{l}", layer),
        });
        figures.Add(FunctionOf(layer.Layer) is { } function
            ? new(a, function is Identity ? $"= {z}" : $"= σ({z}) = {ActivationText.Value(function)}", layer.Output, Ink.Forward)
            {
                Worked = Expansion.OfActivation(a, layer, function),
            }
            : new(a, LayerText.Formulas(layer.Layer, layer.Input.GetLength(1), number, training).Output, layer.Output, Ink.Forward)
            {
                Worked = Expansion.OfOutput(a, layer, training),
            });
        return new($"Layer {number}", $"{layer.Layer}{Unshown(layer.Layer)}", figures);
    }

    static string Unshown(Layer layer) => layer switch
    {
        Residual or Split => " (its inner layers are not shown one by one)",
        _ => "",
    };

    /// <summary>ŷ, the prediction p where the loss has a link, y and ℓ.</summary>
    public static Scene Loss(Walk walk) => new("Loss", LossText.NameOf(walk.Lesson.Loss), new LossFigures(walk).All());

    public static IEnumerable<Scene> Backward(Walk walk)
    {
        int block = walk.First.Layers.Sum(layer => layer.Parameters.Count);
        for (int i = walk.First.Layers.Count - 1; i >= 0; i--)
        {
            block -= walk.First.Layers[i].Parameters.Count;
            yield return Backward(walk, walk.First.Layers[i], i + 1, block);
        }
    }

    static Scene Backward(Walk walk, LayerTrace<double> layer, int number, int block)
    {
        string l = Superscript.Of(number), input = Superscript.Of(number - 1);
        bool isLast = number == walk.First.Layers.Count, training = walk.Lesson.IsTraining;
        var figures = new List<Figure>
        {
            isLast
                ? new LossFigures(walk).Gradient($"∂L/∂a{l}")
                : new($"∂L/∂a{l}", $"= ∂L/∂x{Superscript.Of(number + 1)}", layer.OutputGradient, Ink.Backward),
        };
        if (FunctionOf(layer.Layer) is { } function) figures.AddRange(ThroughActivation(layer, function, l));
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            BlockTrace<double> traced = layer.Parameters[i];
            if (traced.Block.Role == ParameterRole.Statistic) continue;
            string name = LayerText.OfBlock(traced.Block, number);
            MeasuredGradient? measured = walk.MeasuredOf(block + i);
            figures.Add(
                new($"∂L/∂{name}", LayerText.GradientFormula(layer.Layer, i, number), traced.Gradient, Ink.Backward, measured?.Numeric)
                {
                    Worked = Expansion.OfGradient($"∂L/∂{name}", layer, i, training),
                    Corners = measured?.Corners ?? [],
                });
        }
        string formula = layer.Layer switch
        {
            Activation => $"= δ{l}",
            var other => LayerText.Formulas(other, layer.Input.GetLength(1), number, training).InputGradient,
        };
        string head = number == 1 ? formula : formula.Length == 0 ? $"= ∂L/∂a{input}" : $"{formula} = ∂L/∂a{input}";
        figures.Add(new($"∂L/∂x{l}", head, layer.InputGradient, Ink.Backward, number == 1 ? walk.MeasuredInput?.Numeric : null)
        {
            Worked = Expansion.OfInputGradient($"∂L/∂x{l}", layer, training),
            Corners = number == 1 ? walk.MeasuredInput?.Corners ?? [] : [],
        });
        return new($"Layer {number}", layer.Layer.ToString(), figures);
    }

    // δ, and what makes it of ∂L/∂a: slopes one by one, or a Jacobian
    static IEnumerable<Figure> ThroughActivation(LayerTrace<double> layer, IActivation function, string l)
    {
        string z = Argument(layer, l);
        double[,] output = layer.Output;
        if (function is Identity)
            yield return new($"δ{l}", $"= ∂L/∂a{l}", layer.Delta!, Ink.Backward);
        else if (function.IsOfRows)
        {
            if (output.GetLength(0) == 1 && output.GetLength(1) <= MostClasses)
            {
                double[,] jacobian = ActivationText.Jacobian(function, Matrices.Row(layer.PreActivation!, 0), Matrices.Row(output, 0));
                yield return new($"J{l}", $"= ∂a{l}/∂{z}", jacobian, Ink.Backward);
            }
            string product = ActivationText.Product(function, "a", "g");
            yield return new($"δ{l}", $"= ∂L/∂a{l}·J{l} = {product}, g = ∂L/∂a{l}", layer.Delta!, Ink.Backward)
            {
                Worked = Expansion.OfProduct($"δ{l}", layer, function),
            };
        }
        else
        {
            double[,] slopes = SlopeOf.Activation(function, layer.PreActivation!);
            yield return new($"σ′({z})", $"= {ActivationText.Slope(function)}", slopes, Ink.Backward)
            {
                Worked = Expansion.OfSlope($"σ′({z})", layer, function, slopes[0, 0]),
            };
            yield return new($"δ{l}", $"= ∂L/∂a{l} ⊙ σ′({z})", layer.Delta!, Ink.Backward)
            {
                Worked = Expansion.OfDelta($"δ{l}", layer, slopes[0, 0]),
            };
        }
    }

    /// <summary>Every block after a step, and before them the schedule's factor.</summary>
    public static Scene Update(Walk walk, StepTrace<double> step) =>
        new("Update", "", [.. Descent.Factor(walk.Lesson, step) is { } factor ? [factor] : Array.Empty<Figure>(), .. Updates(walk, step)]);

    static IEnumerable<Figure> Updates(Walk walk, StepTrace<double> step) => Blocks(walk).Select(block =>
    {
        UpdateTrace<double> update = step.Updates[block.Index]!;
        if (update.IsFrozen) return new Figure(block.Name, "stays as it is (frozen)", update.After, Ink.Parameter);
        return new Figure(block.Name, Descent.Formula(walk.Lesson.Optimizer, update, block.Name), update.After, Ink.Parameter)
        {
            Worked = Descent.Worked(walk.Lesson.Optimizer, update, step.Number, block.Name, Expansion.First(update.After)),
        };
    });

    /// <summary>Every trained block with its name in formulas and its place.</summary>
    public static IEnumerable<(string Name, ParameterBlock Block, int Index)> Blocks(Walk walk)
    {
        int index = 0;
        for (int i = 0; i < walk.First.Layers.Count; i++)
            foreach (BlockTrace<double> block in walk.First.Layers[i].Parameters)
            {
                if (block.Block.Role != ParameterRole.Statistic)
                    yield return (LayerText.OfBlock(block.Block, i + 1), block.Block, index);
                index++;
            }
    }

    /// <summary>The largest |analytic − numeric| / max(1, |analytic|, |numeric|), as a gradient check has it.</summary>
    public static double WorstError(Walk walk) => walk.Measured!.Max(measured => measured.Worst().Error);

    static string Argument(LayerTrace<double> layer, string l) => layer.Layer is Activation ? $"x{l}" : $"z{l}";

    static IActivation? FunctionOf(Layer layer) => layer switch
    {
        Dense dense => dense.Activation,
        Activation activation => activation.Function,
        _ => null,
    };

    static IEnumerable<BlockTrace<double>> Trained(LayerTrace<double> layer) =>
        layer.Parameters.Where(block => block.Block.Role != ParameterRole.Statistic);
}
