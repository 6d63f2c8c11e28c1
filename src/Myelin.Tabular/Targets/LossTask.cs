namespace Myelin.Tabular;

/// <summary>Which task a loss is for.</summary>
static class LossTask
{
    /// <summary>The task that the loss belongs to; null for those of both, and for one's own.</summary>
    public static TabularTask? Of(ILoss? loss) => loss switch
    {
        PoissonNegativeLogLikelihood or Quantile or GaussianNegativeLogLikelihood or HeteroscedasticNegativeLogLikelihood
            or MeanSquaredLogarithmicError or MeanAbsoluteError
            or PerOutput<PoissonNegativeLogLikelihood> or PerOutput<Quantile> or PerOutput<GaussianNegativeLogLikelihood>
            or PerOutput<MeanSquaredLogarithmicError> or PerOutput<MeanAbsoluteError> => TabularTask.Regression,
        SoftmaxCrossEntropy or NegativeLogLikelihood or MultiMargin or Hinge or SquaredHinge or SoftMargin
            or PerOutput<Hinge> or PerOutput<SquaredHinge> or PerOutput<SoftMargin> => TabularTask.Classification,
        _ => null,
    };

    /// <summary>The task that is asked for by name or by the loss; null where the target's cells decide.</summary>
    /// <exception cref="ArgumentException">The two contradict each other.</exception>
    public static TabularTask? Asked(TabularTask? task, ILoss? loss, ColumnType target)
    {
        TabularTask? own = Of(loss);
        if (task is { } asked && own is { } other && asked != other)
            throw new ArgumentException($"{Name(loss!)} is for {Words(other)}, but the task is {asked.ToString().ToLowerInvariant()}. " +
                $"Leave one of the two out.",
                nameof(loss));
        return task ?? own ?? (IsOfErrors(loss) && target == ColumnType.Number ? TabularTask.Regression : null);
    }

    /// <summary>Why it is that task, where the loss decides; null where it does not.</summary>
    public static string? Reason(TabularTask? task, ILoss? loss) =>
        task is null && loss is not null ? $"as {Name(loss)} is for {Words(Of(loss) ?? TabularTask.Regression)}" : null;

    /// <summary>The error of a target's cell that is no number, where the loss is for numbers.</summary>
    public static InvalidFileException NoNumber(Table table, Column target, ILoss loss)
    {
        int row = Enumerable.Range(0, target.Count)
            .FirstOrDefault(row => target.Type == ColumnType.Boolean || double.IsNaN(target.Number(row)));
        return table.Invalid(row, target.Name,
            $"{Cell.Quote(target.Text(row))} is not a number, but {Name(loss)} is for numbers. " +
            "Choose a loss for classes, such as softmax-cross-entropy, or another target");
    }

    /// <summary>The loss as messages name it.</summary>
    public static string Name(ILoss loss) => $"the loss {LossNames.Describe(loss)}";

    // errors of numbers can compare probabilities with 0 and 1, too, where the target is words
    static bool IsOfErrors(ILoss? loss) => loss is MeanSquaredError or HalfSquaredError or Huber or SmoothL1 or LogCosh
        or PerOutput<MeanSquaredError> or PerOutput<HalfSquaredError> or PerOutput<Huber> or PerOutput<SmoothL1> or PerOutput<LogCosh>;

    static string Words(TabularTask task) => task == TabularTask.Regression ? "numbers" : "classes";
}
