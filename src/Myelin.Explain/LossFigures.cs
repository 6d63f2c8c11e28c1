using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>ŷ, y, ℓ, L and where the backward pass begins, ∂L/∂ŷ; of members side by side, each has a loss of its own.</summary>
sealed class LossFigures(Walk walk)
{
    readonly Lesson _lesson = walk.Lesson;
    readonly LayerTrace<double> _last = walk.First.Layers[^1];

    int Rows => _lesson.Samples.Rows;

    int Outputs => _last.Output.GetLength(1);

    int Members => _last.MemberOutputs.Count;

    double[] FirstOutput => Matrices.Row(Members > 0 ? _last.MemberOutputs[0] : _last.Output, 0);

    double[] FirstTarget => [.. _lesson.Samples.Targets.Span[.._lesson.Samples.TargetColumns].ToArray()];

    (Expression Value, Expression Gradient)? Terms => LossText.Of(_lesson.Loss, FirstOutput, FirstTarget);

    public IReadOnlyList<Figure> All()
    {
        var figures = new List<Figure> { new("ŷ", $"= a{Superscript.Of(walk.First.Layers.Count)}", _last.Output, Ink.Forward) };
        if (Members > 0) figures.Add(new("ŷᵢ", $"(each member's{OfFirstRow})", Matrices.RowOfEach(_last.MemberOutputs, 0), Ink.Forward));
        if (_lesson.Loss.Link is not Identity) figures.Add(Predicted());
        figures.Add(new("y", TargetNote(), Targets(), Ink.Plain));
        figures.Add(Value());
        return figures;
    }

    string OfFirstRow => Rows > 1 ? ", row 1" : "";

    // p of each output's own, or the mean of the members'
    Figure Predicted()
    {
        string formula = ActivationText.Value(_lesson.Loss.Link, "ŷ");
        if (Members == 0) return new("p", $"= {formula}", Linked(_lesson.Loss.Link, _last.Output), Ink.Forward);
        double[][] each = [.. _last.MemberOutputs.Select(output => Linked(_lesson.Loss.Link, output).Cast<double>().ToArray())];
        return new("p", $"= 1/k Σᵢ pᵢ, pᵢ = {formula} of ŷᵢ",
            Matrices.Of([.. each[0].Select((_, i) => each.Average(one => one[i]))], Rows), Ink.Forward);
    }

    Figure Value()
    {
        double[,] values = Values();
        string formula = LossText.Of(_lesson.Loss, _lesson.Samples.TargetColumns).Value;
        if (Members > 0) return new("ℓ", $"= 1/k Σᵢ ℓᵢ, ℓ = {formula} of ŷᵢ", values, Ink.Strong);
        return new("ℓ", $"= {formula}", values, Ink.Strong)
        {
            Worked = Expansion.Lines($"ℓ{Expansion.First(values)}", Terms?.Value, values[0, 0]),
        };
    }

    /// <summary>How the values become L.</summary>
    public string Formula
    {
        get
        {
            double[,] values = Values();
            return LossText.Reduced(_lesson.Loss, values.GetLength(0), values.GetLength(1), walk.First.Divisor);
        }
    }

    /// <summary>The same with numbers; empty where it is one.</summary>
    public IReadOnlyList<WorkedLine> Worked()
    {
        double[] values = [.. Values().Cast<double>()];
        if (values.Length == 1 && walk.First.Divisor == 1) return [];
        Expression sum = Expression.Sum(values.Length, i => Expression.Measured(values[i]));
        return Expansion.Line("L", walk.First.Divisor == 1 ? sum : 1 / (Expression)walk.First.Divisor * sum, walk.First.Loss);
    }

    /// <summary>∂L/∂ŷ, from which all other gradients follow.</summary>
    public Figure Gradient(string symbol)
    {
        double divisor = walk.First.Divisor * Math.Max(1, Members);
        string formula = LossText.Of(_lesson.Loss, _lesson.Samples.TargetColumns).Gradient,
            scaled = divisor == 1 ? formula : Formulas.Scaled(formula, WorkedLine.Exact(divisor));
        Expression? term = Terms?.Gradient is { } gradient ? divisor == 1 ? gradient : 1 / (Expression)divisor * gradient : null;
        if (Members == 0) return new(symbol, $"= {scaled}", _last.OutputGradient, Ink.Backward)
        {
            Worked = Expansion.Lines(symbol + Expansion.First(_last.OutputGradient), term, _last.OutputGradient[0, 0]),
        };
        double[,] each = Matrices.RowOfEach(_last.MemberGradients, 0);
        return new(symbol.Replace("a", "aᵢ", StringComparison.Ordinal), $"= {scaled} of ŷᵢ{OfFirstRow}", each, Ink.Backward)
        {
            Worked = Expansion.Lines(symbol.Replace("a", "a₁", StringComparison.Ordinal) + "₁", term, each[0, 0]),
        };
    }

    double[,] Values() => Members > 0
        ? Matrices.Of(walk.First.Values, Rows)
        : Matrices.Of(LossValues.Each<double>(_lesson.Loss, Numbers.Flat(_last.Output), _lesson.Samples.Targets.Span, Rows), Rows);

    // what takes no half of a class takes its index
    string TargetNote() => _lesson.Samples.TargetColumns == 1 && Outputs > 1 && _lesson.Loss.Objection(0.5, Outputs, 1) is not null
        ? Rows == 1 ? "(the class, from 0)" : "(the classes, from 0)"
        : "(the target)";

    double[,] Targets() => Matrices.Of(_lesson.Samples.Targets.ToArray(), Rows);

    static double[,] Linked(IActivation link, double[,] output)
    {
        using Model<double> alone = Model.Create<double>(new Network(output.GetLength(1), new Activation(link)));
        return alone.Predict(output);
    }
}
