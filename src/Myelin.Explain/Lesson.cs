using System.Globalization;

namespace Myelin.Explain;

/// <summary>What a trace is of: a model, a loss, an optimizer, samples, and what stays as it is.</summary>
/// <param name="Frozen">blocks that no step changes, by their place</param>
/// <param name="Source">where the sample is from, for the heading</param>
sealed record Lesson(
    Model<double> Model, ILoss Loss, Optimizer Optimizer, Samples<double> Samples, IReadOnlySet<int> Frozen, int Steps, string Source)
{
    /// <summary>More parameters than this have no numeric gradient: two forward passes for each would take minutes.</summary>
    const int MostNumeric = 20_000;

    /// <summary>Of so many steps each is worked out.</summary>
    const int MostShown = 12;

    /// <summary>Clipping and schedules; prediction rather than training: dropout off, running statistics.</summary>
    public TrainingOptions Options { get; init; } = new();

    /// <summary>Where the sample is a row of a table: what becomes of it.</summary>
    public IRowStory? Row { get; init; }

    public bool IsTraining => !Options.EvaluationMode;

    /// <exception cref="NotFiniteNumberException">A loss is not finite; the message says of what.</exception>
    public Walk Run()
    {
        int blocks = Model.Parameters.Blocks.Count;
        double weight = Enumerable.Range(0, blocks)
            .Select(block => Largest(Model.Parameters.Get(block).Cast<double>())).DefaultIfEmpty().Max();
        bool isSmall = Model.Network.ParameterCount + Samples.Inputs.Length <= MostNumeric;
        IReadOnlyList<MeasuredGradient>? measured = isSmall
            ? GradientCheck.Measure(Model, Loss, Samples, training: IsTraining, batch: Optimizer is Lbfgs ? 0 : 1)
            : null;
        using var training = new TracedTraining<double>(Model, Loss, Optimizer, Samples, Options, Frozen, Steps);
        int shown = Steps <= MostShown ? Steps : 1;
        var steps = new List<StepTrace<double>>();
        var losses = new double[Steps + 1];
        for (int step = 0; step < Steps; step++)
        {
            if (step < shown) steps.Add(training.Trace());
            losses[step] = step < shown ? steps[step].Batch.Loss : training.Step();
            if (!double.IsFinite(losses[step])) throw step == 0 ? NotFinite(weight) : Diverged(step);
        }
        Trace<double> last = training.Look();
        losses[Steps] = last.Loss;
        if (!double.IsFinite(last.Loss)) throw Diverged(Steps);
        IReadOnlyList<double[,]> after = [.. Enumerable.Range(0, Model.Parameters.Blocks.Count).Select(Model.Parameters.Get)];
        return new Walk(this, steps, measured, after, losses, last);
    }

    static double Largest(IEnumerable<double> numbers) => numbers.Select(Math.Abs).DefaultIfEmpty().Max();

    // no step was taken that a learning rate could be the reason of
    NotFiniteNumberException NotFinite(double weight) => new(string.Create(CultureInfo.InvariantCulture,
        $"The loss is not a finite number before the first step: " +
        $"the largest input is {Largest(Samples.Inputs.ToArray()):g4}, the largest ") +
        FormattableString.Invariant(
            $"weight {weight:g4}, the largest target {Largest(Samples.Targets.ToArray()):g4}. Use smaller numbers."));

    NotFiniteNumberException Diverged(int steps) => new(string.Create(CultureInfo.InvariantCulture,
        $"The loss is not a finite number after {steps} steps at learning rate {Optimizer.LearningRate:g4}. " +
        $"Try {Optimizer.LearningRate / 10:g4}."));
}

/// <summary>What happened: the first steps with every number, then the losses, then where the last step led.</summary>
/// <param name="Measured">each trained block's gradient beside its numeric one, then the input's; null where
/// there are too many numbers</param>
/// <param name="Losses">before each step, and after the last</param>
/// <param name="Last">after the last step</param>
sealed record Walk(
    Lesson Lesson, IReadOnlyList<StepTrace<double>> Steps, IReadOnlyList<MeasuredGradient>? Measured, IReadOnlyList<double[,]> AfterLast,
    IReadOnlyList<double> Losses, Trace<double> Last)
{
    public Trace<double> First => Steps[0].Batch;

    /// <summary>The measured gradient of a block by its place, or of the input.</summary>
    public MeasuredGradient? MeasuredOf(int block)
    {
        if (Measured is null) return null;
        int trained = First.Layers.SelectMany(layer => layer.Parameters).Take(block)
            .Count(one => one.Block.Role != ParameterRole.Statistic);
        return Measured[trained];
    }

    public MeasuredGradient? MeasuredInput => Measured?[^1];
}
