namespace Myelin.Tabular;

/// <summary>For each network of a plan the rows that it learns from, and those that decide which of its epochs is best.</summary>
/// <param name="isOwn">whether it is a network of your own</param>
sealed class FoldChoice(TabularOptions options, bool isOwn)
{
    /// <summary>Held out of one network where the quality is fast, as in RealMLP's own program.</summary>
    const double FastShare = 0.2;

    IReadOnlyCollection<string> Excluded => FeatureChoice.Excluded(options);

    public Fold[] Of(Table table, Target target, TrainingPlan plan) =>
        [.. Parts(table, target, plan).SelectMany(fold => Enumerable.Repeat(fold, plan.Kinds))];

    IEnumerable<Fold> Parts(Table table, Target target, TrainingPlan plan)
    {
        if (plan.Folds == 0) return [new([.. Enumerable.Range(0, table.Rows)], [])];
        // other first weights and orders of rows are what differs
        if (plan.Folds == 1) return Enumerable.Repeat(One(table, target), plan.Repeats);
        return Enumerable.Range(0, plan.Repeats).SelectMany(repeat => Folds.Of(table, target, new()
        {
            Count = plan.Folds,
            Group = options.GroupBy,
            Ignore = Excluded,
            Seed = options.Seed + 1_000_003 * (ulong)repeat,
        }));
    }

    Fold One(Table table, Target target)
    {
        if (options is { GroupBy: not null, TimeBy: not null })
            throw Refusal.Argument("Rows are held out either by whole groups or by time. Give one of the two columns.",
                nameof(options.TimeBy));
        string? group = Parting(table, options.GroupBy), time = Parting(table, options.TimeBy);
        double share = options.Validation ?? (isOwn && (group ?? time) is null ? OwnNetwork.Share : FastShare);
        Fold fold = Folds.SetAside(table, target, share, new() { Group = group, Time = time, Ignore = Excluded, Seed = options.Seed });
        if (fold.Training.Count == 0 || fold.Test.Count == 0)
            throw table.Invalid(FormattableString.Invariant(
                $"has {table.Rows} rows, too few to hold out a share of {share} for validation"));
        return fold;
    }

    // a part of the rows, as of a cross-validation, may have a single group or time: then there is nothing to keep apart
    static string? Parting(Table table, string? name) => name is not null && table[name].Distinct > 1 ? name : null;
}
