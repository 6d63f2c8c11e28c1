namespace Myelin.Tabular;

/// <summary>The plan for the rows of a table, or of a stream, by the options.</summary>
static class TablePlan
{
    /// <summary>Rows of a stream that are looked at in all, where epochs are not given: those of 24 epochs of 200,000 rows.</summary>
    const double StreamedRowsInAll = 24 * 200_000;

    /// <param name="recipe">null for a network of your own</param>
    /// <param name="table">of a stream, the rows that are in memory</param>
    /// <param name="numbers">columns of numbers and dates</param>
    /// <param name="notes">gets what is odd about the rows</param>
    public static TrainingPlan Of(
        TabularOptions options, Recipe? recipe, Table table, StreamedRows? stream, int numbers, List<Advice> notes)
    {
        int rows = stream?.Rows ?? table.Rows;
        bool isPart = stream is { IsWhole: false };
        Recipe sizes = recipe ?? Recipe.Plain(TabularTask.Classification) with { BatchSize = options.BatchSize, Epochs = options.Epochs };
        bool isOne = recipe is null || stream is not null || options.Validation is not null;
        TrainingPlan plan = PlanChoice.Of(QualityOf(options, rows, isOne, numbers, notes), sizes, rows);
        plan = Parted(plan, options, table, notes);
        if (plan.Folds == 0 && options.Validation is null or 0)
            notes.Add($"{rows} rows are too few to hold some out: every row is trained on, and nothing checks what was learned");
        if (options.Validation is { } share) plan = plan with { Folds = share == 0 ? 0 : Math.Max(1, plan.Folds) };
        if (isPart && sizes.Epochs == 0)
            plan = plan with { Epochs = (int)Math.Clamp(Math.Ceiling(StreamedRowsInAll / rows), 1, 24) };
        if (recipe is not null) return plan;
        int batch = options.BatchSize > 0 ? options.BatchSize : OwnNetwork.BatchFor(rows);
        return options.Epochs > 0 || isPart
            ? plan with { BatchSize = batch }
            : plan with { BatchSize = batch, Epochs = OwnNetwork.EpochsFor(rows, batch) };
    }

    /// <param name="isOne">whether one network is trained where nothing is asked for</param>
    static Quality QualityOf(TabularOptions options, int rows, bool isOne, int numbers, List<Advice> notes)
    {
        bool isWide = numbers > Recipe.VeryManyNumbers;
        if (isWide && !isOne && options.Quality is null && rows >= PlanChoice.FewRows)
            notes.Add(new Advice($"{numbers} columns of numbers make networks of millions of weights: " +
                "one is trained, where fewer columns would have several")
                .Or("train several", SettingNames.Quality, "default"));
        return options.Quality ?? (isOne || isWide ? Quality.Fast : Quality.Default);
    }

    // groups and times decide which rows can be held out
    static TrainingPlan Parted(TrainingPlan plan, TabularOptions options, Table table, List<Advice> notes)
    {
        if ((options.GroupBy ?? options.TimeBy) is { } apart && table[apart].Distinct < 2)
            notes.Add($"every row to learn from has the same {apart}, so rows are held out by lot");
        // the latest rows choose the epoch of each; what is earlier is the same for all
        if (plan.Folds > 1 && options.TimeBy is not null) plan = plan with { Folds = 1, Repeats = plan.Folds * plan.Repeats };
        // as many folds as groups, where these are fewer
        return plan.Folds > 1 && options.GroupBy is { } group
            ? plan with { Folds = Math.Clamp(table[group].Distinct, 1, plan.Folds) }
            : plan;
    }
}
