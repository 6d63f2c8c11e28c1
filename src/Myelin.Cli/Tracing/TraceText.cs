using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Explain;

namespace Myelin.Cli.Tracing;

/// <summary>A trace for people: every figure with its formula, its shape and its numbers.</summary>
sealed class TraceText(Screen screen, int digits, bool all)
{
    const int MostRows = 12, MostColumns = 12, MostSteps = 12, MostCorners = 3;

    public void Write(Walk walk)
    {
        Lesson lesson = walk.Lesson;
        screen.Line(new Piece($"{lesson.Model.Network}", Ink.Strong));
        screen.Fact("sample", lesson.Source);
        screen.Fact("parameters", lesson.Model.Network.ParameterCount.ToString("N0", CultureInfo.InvariantCulture));
        screen.Fact("loss", $"{LossText.NameOf(lesson.Loss)}: ℓ = {LossText.Of(lesson.Loss, lesson.Samples.TargetColumns).Value}");
        screen.Fact("optimizer", Settings(lesson));

        if (lesson.Row is PredictedRow row)
        {
            screen.Fact("network", $"{row.Network + 1} of {row.Networks.Count} (--network chooses), as it predicts: nothing is dropped");
            new RowText(screen, row, digits).Cells();
        }
        screen.Title("Forward propagation: what the network makes of x");
        foreach (Scene scene in Story.Forward(walk)) Show(scene);

        screen.Title("Loss: how far from y");
        Scene loss = Story.Loss(walk);
        Show(loss, heading: false);
        var reduced = new LossFigures(walk);
        screen.Line(Head("L", $"= {reduced.Formula}"), new(Value(walk.First.Loss), Ink.Strong));
        Show(reduced.Worked());

        screen.Title("Backward propagation: how L changes with every number");
        if (walk.Measured is null)
            screen.Line(new Piece("  The numeric gradients are left out: they take two forward passes for each parameter.", Ink.Faint));
        else screen.Line(new Piece($"  after each ≈ the numeric gradient (L(θ + h) − L(θ − h)) / 2h, h = 1e-6", Ink.Faint));
        foreach (Scene scene in Story.Backward(walk)) Show(scene);
        if (walk.Measured is not null) Compare(walk);

        screen.Title("Update: one step downhill");
        ShowUpdate(walk);

        screen.Title("After the step");
        screen.Line(Head("L", ""), Value(walk.First.Loss), " → ",
            new(Value(walk.Losses[1]), walk.Losses[1] < walk.Losses[0] ? Ink.Good : Ink.Bad));
        foreach (StepTrace<double> step in walk.Steps.Skip(1)) Step(walk, step);
        if (lesson.Steps > 1) Steps(walk);
        if (lesson.Row is PredictedRow predicted) new RowText(screen, predicted, digits).Prediction();
    }

    void Compare(Walk walk)
    {
        double worst = Story.WorstError(walk);
        int corners = walk.Measured!.Sum(measured => measured.Corners.Count);
        screen.Blank();
        screen.Line($"  analytic and numeric gradients differ by at most ",
            new(worst.ToString("0.0e+00", CultureInfo.InvariantCulture), worst <= 1e-6 ? Ink.Good : Ink.Bad),
            new("   (relative to max(1, |gradient|))", Ink.Faint));
        if (corners > 0)
            screen.Line(new Piece(
                $"  {(corners == 1 ? "One element is" : $"{corners} elements are")} at a corner, where L has two slopes; " +
                    "the gradient takes the slope of its formula.", Ink.Faint));
    }

    void ShowUpdate(Walk walk)
    {
        (Lesson lesson, StepTrace<double> step) = (walk.Lesson, walk.Steps[0]);
        UpdateTrace<double>[] updates = [.. step.Updates.OfType<UpdateTrace<double>>().Where(update => !update.IsFrozen)];
        if (updates.Length > 0 && Descent.Direction(lesson.Optimizer, updates[0]) is { Length: > 0 } direction)
            screen.Line(new Piece($"  {direction}", Ink.Faint));
        if (!Descent.Knows(lesson.Optimizer))
            screen.Line(new Piece($"  The formula of d is {lesson.Optimizer.GetType().Name}'s own; its numbers are what the step made.",
                Ink.Faint));
        if (Descent.Legend(lesson, step) is { Length: > 0 } legend) screen.Line(new Piece($"  {legend}", Ink.Faint));
        Show(Story.Update(walk, step), heading: false);
    }

    // a later step: what is remembered is carried over from the one before
    void Step(Walk walk, StepTrace<double> step)
    {
        screen.Title(string.Create(CultureInfo.InvariantCulture, $"Step {step.Number}"));
        screen.Line(Head("L", "before the step"), Value(step.Batch.Loss));
        foreach (Figure figure in Story.Update(walk, step).Figures.Where(figure => figure.Worked.Count > 0)) Show(figure.Worked);
    }

    void Steps(Walk walk)
    {
        int steps = walk.Lesson.Steps;
        screen.Title($"After {steps.ToString("N0", CultureInfo.InvariantCulture)} steps");
        var grid = new Grid(">step", ">L");
        foreach (int step in Chosen(steps))
            grid.Add(step.ToString("N0", CultureInfo.InvariantCulture), MatrixText.Number(walk.Losses[step], digits));
        screen.Table(grid);
        screen.Blank();
        foreach (var block in Story.Blocks(walk)) Show(new Figure(block.Name, "", walk.AfterLast[block.Index], Ink.Parameter));
        Show(new Figure("ŷ", "", walk.Last.Layers[^1].Output, Ink.Forward));
    }

    // all of a few; of many, the same factor from each to the next
    static IEnumerable<int> Chosen(int steps) => steps <= MostSteps
        ? Enumerable.Range(0, steps + 1)
        : Enumerable.Range(0, MostSteps + 1).Select(i => i == 0 ? 0 : (int)Math.Round(Math.Pow(steps, (double)i / MostSteps))).Distinct();

    void Show(Scene scene, bool heading = true)
    {
        if (heading)
        {
            screen.Blank();
            screen.Line(new Piece(scene.Heading, Ink.Strong), new($"   {scene.Note}", Ink.Faint));
        }
        foreach (Figure figure in scene.Figures) Show(figure);
    }

    const int HeadWidth = 34, ShapeWidth = 9;

    void Show(Figure figure)
    {
        string format = MatrixText.FormatOf(figure.Value, figure.Numeric, digits);
        int room = screen.Width - HeadWidth - ShapeWidth - 4;
        IReadOnlyList<string> value = Lines(figure.Value, format, int.MaxValue),
            numeric = figure.Numeric is { } n ? Lines(n, format, int.MaxValue) : [];
        int width = value[0].Length + (numeric.Count > 0 ? numeric[0].Length + 3 : 0);
        if (PlainScreen.LengthOf(figure.Head) < HeadWidth && width <= room) Inline(figure, value, numeric);
        else Below(figure, format);
        Show(figure.Worked);
        foreach (Corner corner in figure.Corners.Take(MostCorners))
            screen.Line(new Piece(
                $"      corner at [{corner.Row + 1}, {corner.Column + 1}]: slope {Value(corner.Below)} below, {Value(corner.Above)} above",
                Ink.Faint));
        if (figure.Corners.Count > MostCorners)
            screen.Line(new Piece($"      and {figure.Corners.Count - MostCorners} more corners", Ink.Faint));
    }

    void Show(IReadOnlyList<WorkedLine> worked)
    {
        foreach (WorkedLine line in worked)
            foreach (string text in line.Lines(digits)) screen.Line(new Piece($"      {text}", Ink.Faint));
    }

    void Inline(Figure figure, IReadOnlyList<string> value, IReadOnlyList<string> numeric)
    {
        for (int r = 0; r < value.Count; r++)
        {
            Piece head = r == 0 ? Head(figure.Symbol, figure.Formula) : new(new string(' ', HeadWidth + 2));
            string shape = (r == 0 ? Shape(figure) : "").PadRight(ShapeWidth);
            screen.Line(head, new(shape, Ink.Faint), new(value[r], figure.Ink), Beside(r, value, numeric));
        }
    }

    // the matrix below its formula, cut where even a whole line is too short
    void Below(Figure figure, string format)
    {
        screen.Line(Head(figure.Symbol, figure.Formula), new(Shape(figure), Ink.Faint));
        int room = screen.Width - 8;
        IReadOnlyList<string> value = Lines(figure.Value, format, room), numeric = figure.Numeric is { } n ? Lines(n, format, room) : [];
        bool fits = numeric.Count > 0 && value[0].Length + 3 + numeric[0].Length <= room;
        for (int r = 0; r < value.Count; r++) screen.Line("      ", new(value[r], figure.Ink), Beside(r, value, fits ? numeric : []));
        for (int r = 0; r < numeric.Count && !fits; r++)
            screen.Line(new Piece(r == 0 ? $"    ≈ {numeric[r]}" : $"      {numeric[r]}", Ink.Faint));
    }

    static Piece Beside(int row, IReadOnlyList<string> value, IReadOnlyList<string> numeric) =>
        numeric.Count == 0 ? "" : new Piece($"{(row == value.Count / 2 ? " ≈ " : "   ")}{numeric[row]}", Ink.Faint);

    IReadOnlyList<string> Lines(double[,] matrix, string format, int room) =>
        all ? MatrixText.Lines(matrix, format) : MatrixText.Lines(matrix, format, MostRows, Math.Min(room, MostColumns * (digits + 6)));

    static Piece Head(string symbol, string formula)
    {
        string head = formula.Length == 0 ? symbol : $"{symbol} {formula}";
        return new($"  {head}{new string(' ', Math.Max(1, HeadWidth - PlainScreen.LengthOf(head)))}");
    }

    string Value(double number) => MatrixText.Number(number, digits);

    static string Shape(Figure figure) => $"{figure.Value.GetLength(0)} × {figure.Value.GetLength(1)}";

    static string Settings(Lesson lesson) =>
        $"{lesson.Optimizer.GetType().Name}, learning rate α = {WorkedLine.Exact(lesson.Optimizer.LearningRate)}";
}
