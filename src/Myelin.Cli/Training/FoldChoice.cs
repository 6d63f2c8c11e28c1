using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The options that say how rows are dealt to folds.</summary>
sealed class FoldChoice
{
    public Option<int?> Count { get; } = Given.Whole("--cv", "K",
        "Cross-validate: train K times, each time scoring held-out rows; the scores' mean ± standard deviation.", 2, 1000);

    public Option<string?> Group { get; } = Given.Text("--group", "COLUMN",
        "Keep rows with the same value here together: all training rows or all held-out rows. The column is not a feature.");

    public Option<string?> Time { get; } = Given.Text("--time", "COLUMN",
        "Rows are judged only by models that learned from rows that are earlier by this column.");

    /// <summary>Columns that deal rows and must be read.</summary>
    public string[] Columns(ParseResult line) => [.. new[] { line.GetValue(Group), line.GetValue(Time) }.OfType<string>()];

    /// <summary>Columns that deal rows and are no features: those that are ignored, and that of groups.</summary>
    public string[] Unlearned(ParseResult line, string[] ignored) =>
        [.. ignored.Intersect(Columns(line)).Union(line.GetValue(Group) is { } group ? [group] : [])];

    /// <summary>Refuses a target that deals rows, or is ignored.</summary>
    public void CheckTarget(ParseResult line, string target, string[] ignored)
    {
        if (ignored.Contains(target)) throw CommandException.WrongUse($"{target} is both the target and ignored.");
        if (Columns(line).Contains(target)) throw CommandException.WrongUse($"{target} is the target, so rows cannot be dealt by it.");
    }

    public FoldOptions Read(ParseResult line, int count, ulong seed)
    {
        var options = new FoldOptions { Count = count, Group = line.GetValue(Group), Time = line.GetValue(Time), Seed = seed };
        return options is { Group: not null, Time: not null }
            ? throw CommandException.WrongUse("--group and --time exclude each other: folds are either of whole groups or ordered by time.")
            : options;
    }

    /// <summary>Rows for a test that keep groups whole, or are the last in time; else at random, of each class its share.</summary>
    public (Table Rows, Table Test) SetAside(ParseResult line, Table table, Target target, double share, ulong seed)
    {
        Fold fold = Folds.SetAside(table, target, share, Read(line, 2, seed));
        Table rows = table.Take([.. fold.Training]);
        if (target.Classes is not null && rows.Rows > 0 && rows[target.Column].Distinct == rows.Rows)
            throw CommandException.WrongUse(string.Create(CultureInfo.InvariantCulture,
                $"Where a share of {share} is set aside for the test, each of the {rows.Rows} classes of {target.Column} keeps a single " +
                $"row, so none can be held out. Add rows, or set none aside (--test 0)."));
        return (rows, table.Take([.. fold.Test]));
    }

    /// <summary>
    /// Folds of the rows that no test has taken; dealt before anything is trained or said, so that what cannot be dealt is refused at once.
    /// </summary>
    public static IReadOnlyList<Fold> Deal(Table rows, Target target, FoldOptions options, bool tested) =>
        tested && options.Group is { } group && rows[group].Distinct == 1
            ? throw CommandException.WrongUse($"The test takes all groups of {group} but one, so none can be kept apart in folds. " +
                "Set none aside (--test 0), or give another column.")
            : Folds.Of(rows, target, options);

    /// <summary>Folds where their number is not asked for: at most so many, and no more than there are groups or times for.</summary>
    public static int Usual(Table rows, FoldOptions options, int most)
    {
        int parts = options.Group is { } group ? rows[group].Distinct : options.Time is { } time ? rows[time].Distinct - 1 : most;
        return Math.Clamp(parts, 2, most);
    }
}
