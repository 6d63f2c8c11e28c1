namespace Myelin.Tabular;

/// <summary>Whether a target can be learned at all, and what is odd about it.</summary>
static class ClassCheck
{
    /// <summary>More classes than this are rarely meant.</summary>
    const int ManyClasses = 1000;

    /// <summary>Notes on what is odd.</summary>
    /// <exception cref="InvalidFileException">There is one class or number only, or each class has a single row.</exception>
    public static IEnumerable<Advice> Of(Table table, Target target, IReadOnlyList<DroppedColumn> dropped)
    {
        ColumnFacts column = table.Facts(target.Column);
        if (column.Distinct == 1)
            throw table.Invalid($"every row's {target.Column} is {Cell.Quote(column.Example)}, so there is nothing to learn");
        if (target.Classes is not { } classes) return [];
        int[] counts = Counts(classes, column);
        if (counts.All(count => count == 1))
            throw table.Invalid($"each of the {counts.Length} classes of {target.Column} has a single row among those to learn from, " +
                $"so none can be held out to see what was learned. Add rows, or choose another target{Also(dropped)}");
        return Notes(classes, counts, target.Column);
    }

    static List<Advice> Notes(ClassNames classes, int[] counts, string target)
    {
        var notes = new List<Advice>();
        if (counts.Length > ManyClasses)
            notes.Add(new Advice(
                FormattableString.Invariant($"warning: {target} has {counts.Length} classes, and the network an output for each"))
                .Or("if it is a number, predict it as one", SettingNames.Task, "regression"));
        string[] single = [.. counts.Index().Where(pair => pair.Item == 1).Select(pair => classes[pair.Index])];
        if (single.Length > 0)
            notes.Add($"warning: {(single.Length == 1 ? "class" : $"{single.Length} classes")} {string.Join(", ", single.Take(5))}" +
                $"{(single.Length > 5 ? ", …" : "")} of {target} {(single.Length == 1 ? "has" : "have")} a single row, " +
                "which is trained on and never checked");
        return notes;
    }

    static int[] Counts(ClassNames classes, ColumnFacts column)
    {
        Dictionary<string, int> counts = column.Values()!.ToDictionary(value => value.Text, value => value.Count);
        return [.. classes.Names.Select(name => counts[name])];
    }

    static string Also(IReadOnlyList<DroppedColumn> dropped) =>
        dropped.Count == 0 ? "" : $" (nor can column {string.Join(", column ", dropped.Take(5))} be learned from)";
}
