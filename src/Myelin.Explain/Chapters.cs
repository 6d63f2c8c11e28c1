using System.Globalization;

namespace Myelin.Explain;

/// <summary>A part of a trace: what happens in it, layer by layer.</summary>
/// <param name="Notes">lines before its scenes, with formulas in them</param>
sealed record Chapter(string Title, IReadOnlyList<string> Notes, IReadOnlyList<Scene> Scenes)
{
    /// <summary>Lines of words before its scenes.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Whether it ends in what the model predicts.</summary>
    public bool IsPrediction { get; init; }
}

/// <summary>A trace as a book: what it is of, and its chapters. Pages of every format are written from it.</summary>
static class Chapters
{
    /// <summary>What the trace is of: names and values.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(Lesson lesson)
    {
        yield return ("network", lesson.Model.Network.ToString());
        yield return ("sample", lesson.Source);
        if (lesson.Row is { } row) yield return ("traced", row.Traced);
        yield return ("parameters", lesson.Model.Network.ParameterCount.ToString("N0", CultureInfo.InvariantCulture));
        yield return ("loss", $"{LossText.NameOf(lesson.Loss)}: ℓ = {LossText.Of(lesson.Loss, lesson.Samples.TargetColumns).Value}");
        yield return ("optimizer",
            $"{lesson.Optimizer.GetType().Name}, learning rate α = {WorkedLine.Exact(lesson.Optimizer.LearningRate)}");
    }

    public static IEnumerable<Chapter> Of(Walk walk, int digits)
    {
        Lesson lesson = walk.Lesson;
        if (lesson.Row is { } cells)
            yield return new("The row: each cell and the inputs that it becomes", [], []) { Texts = cells.Cells(digits) };
        yield return new("Forward propagation: what the network makes of x", [], [.. Story.Forward(walk)]);
        Scene loss = Story.Loss(walk);
        yield return new("Loss: how far from y", [], [loss with { Figures = [.. loss.Figures, Reduced(walk)] }]);
        string measured = walk.Measured is null
            ? "The numeric gradients are left out: they take two forward passes for each parameter."
            : "After each ≈ the numeric gradient (L(θ + h) − L(θ − h)) / 2h, h = 1e-6.";
        yield return new("Backward propagation: how L changes with every number", [measured], [.. Story.Backward(walk)]);
        yield return new("Update: one step downhill", [.. UpdateNotes(walk)], [Story.Update(walk, walk.Steps[0])]);
        IEnumerable<Figure> after = [new("L", "before the step", Single(walk.Losses[0]), Ink.Plain),
            new("L", "after the step", Single(walk.Losses[1]), Ink.Strong)];
        if (lesson.Steps > 1)
            after = [.. after,
                new("L", $"after {lesson.Steps.ToString("N0", CultureInfo.InvariantCulture)} steps", Single(walk.Losses[^1]), Ink.Strong)];
        yield return new("After the step", [], [new("Loss", "", [.. after])]);
        foreach (StepTrace<double> step in walk.Steps.Skip(1))
        {
            Figure before = new("L", "before the step", Single(step.Batch.Loss), Ink.Plain);
            yield return new(string.Create(CultureInfo.InvariantCulture, $"Step {step.Number}"), [],
                [new("Loss", "", [before]), Story.Update(walk, step)]);
        }
        if (lesson.Row is { } row)
            yield return new(row.Title, [], [row.Predicted()])
            {
                Texts = [.. row.Text.Select(line => $"predict writes: {line}")],
                IsPrediction = true,
            };
    }

    static Figure Reduced(Walk walk)
    {
        var figures = new LossFigures(walk);
        return new("L", $"= {figures.Formula}", Single(walk.First.Loss), Ink.Strong) { Worked = figures.Worked() };
    }

    static IEnumerable<string> UpdateNotes(Walk walk)
    {
        StepTrace<double> step = walk.Steps[0];
        Optimizer optimizer = walk.Lesson.Optimizer;
        UpdateTrace<double>[] updates = [.. step.Updates.OfType<UpdateTrace<double>>().Where(update => !update.IsFrozen)];
        if (updates.Length > 0 && Descent.Direction(optimizer, updates[0]) is { Length: > 0 } direction) yield return direction;
        if (Descent.Legend(walk.Lesson, step) is { Length: > 0 } legend) yield return legend;
    }

    static double[,] Single(double number) => new[,] { { number } };
}
