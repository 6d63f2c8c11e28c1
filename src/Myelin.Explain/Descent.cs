using System.Globalization;
using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>
/// How an optimizer changes a block, to be read beside its numbers: formulas with letters, and for one element with numbers.
/// </summary>
static class Descent
{
    /// <summary>The block's new value, such as := W − α ∂L/∂W.</summary>
    public static string Formula(Optimizer optimizer, UpdateTrace<double> update, string name)
    {
        IReadOnlyList<WorkedLine> lines = Worked(optimizer, update, 1, name, "");
        return lines[^1].Formula[(lines[^1].Symbol.Length + 1)..];
    }

    /// <summary>What d is, from g = ∂L/∂θ with penalties and clipping; empty for plain descent.</summary>
    /// <remarks>Where it changes with t, from which step on.</remarks>
    public static string Direction(Optimizer optimizer, UpdateTrace<double> update)
    {
        (long From, string Text)[] each = [.. Enumerable.Range(1, 12).Select(t => ((long)t, Text(t)))];
        (long From, string Text)[] different = [.. each.Where((one, i) => i == 0 || one.Text != each[i - 1].Text)];
        return different.Length == 1 ? different[0].Text
            : string.Join("; ",
                different.Select(one =>
                    string.Create(CultureInfo.InvariantCulture, $"{(one.From == 1 ? "t = 1" : $"from t = {one.From} on")}: {one.Text}")));

        string Text(long step) => string.Join(", ", Worked(optimizer, update, step, "θ", "").SkipLast(1).Select(line => line.Formula));
    }

    /// <summary>The first element of a block in a step, from its gradient to its new value.</summary>
    /// <param name="step">t, 1 for the first</param>
    /// <param name="name">the block's: W⁽¹⁾</param>
    /// <param name="place">of the element: ₁₁</param>
    public static IReadOnlyList<WorkedLine> Worked(Optimizer optimizer, UpdateTrace<double> update, long step, string name, string place)
    {
        var lines = new List<WorkedLine>();
        double before = update.Before[0, 0], after = update.After[0, 0];
        Expression theta = Expression.Measured(before, name), gradient = Expression.Measured(update.Gradient[0, 0], $"∂L/∂{name}");
        if (optimizer is Lbfgs)
        {
            double found = update.Direction?[0, 0] ?? 0;
            Expression along = Expression.Measured(found, "p");
            if (step == 1) lines.Add(new("p", -Coupled(optimizer, update, theta, gradient), found));
            lines.Add(new(name + place, theta + Expression.Measured(update.StepLength, "t") * along, after, Assigns: true));
            return lines;
        }
        Expression g = Chained(optimizer, update, theta, gradient);
        // what the rule takes for g is worked out before, where it is more than the gradient
        bool isRule = RuleOf(optimizer, update, step, g) is not null, isGradient = optimizer is Sgd { Momentum: 0 };
        if (!isGradient && isRule && g.Node.Operation is not Operation.Letter) lines.Add(new("g", g, g.Value));
        Expression alpha = Rate(optimizer, update),
            d = Direction(optimizer, update, step, isGradient ? g : Expression.Measured(g.Value, "g"), lines);
        Expression kept =
            update.Decay > 0 ? (1 - alpha * Effective("λ", optimizer.WeightDecay, update.Decay, update.Block)) * theta : theta;
        lines.Add(new(name + place, kept - alpha * d, after, Assigns: true));
        return lines;
    }

    // d, and the lines that lead to it, in the order in which the rule computes them
    static Expression Direction(Optimizer optimizer, UpdateTrace<double> update, long step, Expression g, List<WorkedLine> lines)
    {
        if (RuleOf(optimizer, update, step, g) is not { } rule) return Expression.Measured(DirectionOf(update), "d");
        Node[] remembered = [.. rule.Remembered.Select(moment => moment.Node)];
        bool isNamed = rule.Direction.Node.Operation is Operation.Letter or Operation.Named || rule.Direction.Node == g.Node;
        Node direction = isNamed ? rule.Direction.Node : Expression.Name("d", rule.Direction).Node;
        foreach (Node part in InOrder([.. FormulaText.Definitions([.. rule.Constants.Select(part => part.Node), .. remembered, direction])],
            remembered))
            lines.Add(Formulas.Definition(part, remembered.Contains(part)));
        return isNamed ? rule.Direction : Expression.Measured(rule.Direction.Value, "d");
    }

    // what takes the m of before stands before m is another
    static IEnumerable<Node> InOrder(List<Node> parts, Node[] remembered)
    {
        while (parts.Count > 0)
        {
            Node next = parts.First(part =>
                !parts.Any(other => other != part && (Uses(part, other) || remembered.Contains(part) && TakesOld(other, part.Name))));
            parts.Remove(next);
            yield return next;
        }
    }

    static bool Uses(Node part, Node other) =>
        part.Arguments.Any(argument => argument == other || argument.Operation is not Operation.Named && Uses(argument, other));

    static bool TakesOld(Node part, string letter) =>
        part.Arguments.Any(argument => argument.Operation is Operation.Letter ? argument.Name == letter
            : argument.Operation is not Operation.Named && TakesOld(argument, letter));

    static RuleFormula? RuleOf(Optimizer optimizer, UpdateTrace<double> update, long step, Expression g)
    {
        string[] letters = ["m", "v", "u"];
        return optimizer.Formula(step, g, Expression.Measured(update.Before[0, 0], "θ"),
            [.. update.MomentsBefore.Select((moment, i) => Expression.Measured(moment[0, 0], letters[i]))]);
    }

    /// <summary>
    /// f, the schedule's factor in a step; t is 0 in the first. Null where there is no schedule, or one's own without a formula.
    /// </summary>
    public static Figure? Factor(Lesson lesson, StepTrace<double> step)
    {
        if (lesson.Options.Schedule?.Formula(new(step.Number - 1, lesson.Steps)) is not { } formula) return null;
        double factor = step.Updates.First(update => update is not null)!.ScheduleFactor;
        return new("f", $"= {Formulas.Text(formula)}", new[,] { { factor } }, Ink.Parameter)
        {
            Worked = Expansion.Lines("f", formula, factor),
        };
    }

    /// <summary>Whether an optimizer's own formula is known.</summary>
    public static bool Knows(Optimizer optimizer) =>
        optimizer is Lbfgs || optimizer.Formula(1, Expression.Letter("g"), Expression.Letter("θ")) is not null;

    /// <summary>Letters of the update that are not the optimizer's own.</summary>
    public static string Legend(Lesson lesson, StepTrace<double> step)
    {
        Optimizer optimizer = lesson.Optimizer;
        UpdateTrace<double>[] updates = [.. step.Updates.OfType<UpdateTrace<double>>().Where(update => !update.IsFrozen)];
        var said = new List<string>();
        bool isSearch = optimizer is Lbfgs;
        if (isSearch)
            said.Add("p = −H ∂L/∂θ with H from the steps before (1 in the first), t found by a line search (strong Wolfe conditions)");
        if (!isSearch && updates.Any(update => update.Block.RateFactor != 1)) said.Add("r: the block's factor of the learning rate");
        if (updates.Any(update => update.Block.DecayFactor != 1 && (update.L1 > 0 || update.L2 > 0 || update.Decay > 0)))
            said.Add("q: the block's factor of penalties and decay");
        if (lesson.Options.Schedule is not null) said.Add("f: the schedule's factor, whose t is 0 in the first step");
        if (updates.Any(update => update.GradientScale != 1)) said.Add("s: clips the gradient's norm");
        if (updates.Any(update => double.IsFinite(update.Clip))) said.Add("c: bounds each number of the gradient");
        return string.Join("; ", said);
    }

    // α with the schedule's and the block's factor
    static Expression Rate(Optimizer optimizer, UpdateTrace<double> update)
    {
        Expression rate = Expression.Exactly(optimizer.LearningRate, "α");
        if (update.ScheduleFactor != 1) rate *= Expression.Measured(update.ScheduleFactor, "f");
        return update.Block.RateFactor == 1 ? rate : rate * Expression.Exactly(update.Block.RateFactor, "r");
    }

    // s·∂L/∂θ within ±c, with the coupled penalties
    static Expression Chained(Optimizer optimizer, UpdateTrace<double> update, Expression theta, Expression gradient)
    {
        Expression g = gradient;
        if (update.GradientScale != 1) g = Expression.Measured(update.GradientScale, "s") * g;
        if (double.IsFinite(update.Clip))
            g = Expression.Max(-Expression.Exactly(update.Clip, "c"), Expression.Min(Expression.Exactly(update.Clip, "c"), g));
        return Coupled(optimizer, update, theta, g);
    }

    static Expression Coupled(Optimizer optimizer, UpdateTrace<double> update, Expression theta, Expression gradient)
    {
        if (update.L2 > 0) gradient += Effective("λ₂", optimizer.L2, update.L2, update.Block) * theta;
        return update.L1 > 0 ? gradient + Effective("λ₁", optimizer.L1, update.L1, update.Block) * Expression.Sign(theta) : gradient;
    }

    public static Expression Effective(string letter, double setting, double effective, ParameterBlock block) =>
        block.DecayFactor != 1 && setting * block.DecayFactor == effective
            ? Expression.Exactly(setting, letter) * Expression.Exactly(block.DecayFactor, "q")
            : Expression.Exactly(effective, letter);

    // of an optimizer of your own: what it must have been
    static double DirectionOf(UpdateTrace<double> update) => update.Rate == 0 ? 0
        : ((1 - update.Rate * update.Decay) * update.Before[0, 0] - update.After[0, 0]) / update.Rate;
}
