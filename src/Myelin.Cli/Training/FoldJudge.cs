using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>Folds that are dealt, and what is trained and judged on them before all rows are learned from.</summary>
sealed record FoldJudge(IReadOnlyList<Fold> Folds, FoldOptions Dealing, TrainingRows Rows)
{
    /// <summary>Null where no folds are asked for; refuses rows that cannot be dealt.</summary>
    public static FoldJudge? Of(ParseResult line, FoldChoice choice, TrainingRows rows, ulong seed)
    {
        if (line.GetValue(choice.Count) is not { } count) return null;
        FoldOptions dealing = choice.Read(line, count, seed);
        return new(FoldChoice.Deal(rows.Rows, rows.Training.Target, dealing, rows.Test is not null), dealing, rows);
    }

    /// <param name="events">where folds are written; null where they are not</param>
    public CrossValidation Run(Screen screen, TabularOptions options, EventFiles? events, CancellationToken cancellation)
    {
        string apart = Dealing.Group is { } group ? $", no {group} in both parts"
            : Dealing.Time is { } time ? $", always the later by {time}" : "";
        screen.Line($"  First {Folds.Count} times to judge{apart}; then once with all rows.");
        try
        {
            CrossValidation found = Validated.Run(
                screen, Rows.Rows, Rows.Training.Target, Folds, options with { Threshold = null }, events, cancellation);
            screen.Blank();
            Validated.Show(screen, found);
            screen.Blank();
            return found;
        }
        catch (OperationCanceledException)
        {
            throw options.Checkpoints is { } checkpoints
                ? CheckpointChoice.Stopped(checkpoints)
                : new CommandException(ExitCode.Interrupted, "Stopped before all folds were done, so there is no model to save.");
        }
    }
}
