using System.CommandLine;
using System.CommandLine.Parsing;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The options that say how rows are dealt to folds.</summary>
sealed class FoldChoice
{
    public Option<int?> Count { get; } = Given.Whole("--cv", "K",
        "Cross-validate: train K times, each time judging rows that were not learned from; the scores' mean ± deviation.", 2, 1000);

    public Option<string?> Group { get; } = Given.Text("--group", "COLUMN", "Rows with the same cell here are never split between learning and judging. It is not learned from.");

    public Option<string?> Time { get; } = Given.Text("--time", "COLUMN", "Rows are judged only by models that learned from rows that are earlier by this column.");

    /// <summary>Columns that deal rows and must be read.</summary>
    public string[] Columns(ParseResult line) => [.. new[] { line.GetValue(Group), line.GetValue(Time) }.OfType<string>()];

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
        FoldOptions options = Read(line, 2, seed);
        if (options is { Group: null, Time: null }) return table.Split(1 - share, seed, target.Classes is null ? null : target.Column);
        int parts = Math.Max(2, (int)Math.Round(1 / share));
        Fold fold = options.Time is null
            ? Folds.Of(table, target, options with { Count = parts })[0]
            : Folds.Of(table, target, options with { Count = Math.Max(2, parts - 1) })[^1];
        return (table.Take([.. fold.Training]), table.Take([.. fold.Test]));
    }
}
