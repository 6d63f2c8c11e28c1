using System.CommandLine;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>The option that says how many rows are set aside for the test, and the setting aside.</summary>
/// <param name="description">what they are for in this command</param>
sealed class TestChoice(string description)
{
    /// <summary>With fewer rows none are set aside unless that is asked for.</summary>
    const int FewRows = 100;

    const double Usual = 0.2;

    public Option<double?> Share { get; } = Given.Number("--test", "SHARE", description,
        share => share is >= 0 and < 1, "of at least 0 and below 1");

    /// <summary>The share of so many rows; the usual one where none is asked for, and there is nothing else that judges.</summary>
    public double Of(ParseResult line, int rows, bool isJudged = false) => line.GetValue(Share) ?? (rows < FewRows || isJudged ? 0 : Usual);

    public (Table Rows, Table? Test) SetAside(ParseResult line, Table table, Target target, FoldChoice folds, ulong seed)
    {
        double share = Of(line, table.Rows, isJudged: line.GetValue(folds.Count) is not null);
        if (share == 0) return (table, null);
        (Table rows, Table test) = folds.SetAside(line, table, target, share, seed);
        Check(share, rows, test, table.Rows);
        return (rows, test);
    }

    public (StreamedRows Rows, Table? Test) SetAside(ParseResult line, StreamedRows all, TabularTask task, ulong seed)
    {
        double share = Of(line, all.Rows);
        if (share == 0) return (all, null);
        (StreamedRows rows, Table test) = all.SetAside(share, seed, task);
        Check(share, rows.Sample, test, all.Rows);
        return (rows, test);
    }

    static void Check(double share, Table rows, Table test, int all)
    {
        if (rows.Rows == 0 || test.Rows == 0)
            throw CommandException.WrongUse(FormattableString.Invariant($"--test {share} leaves no rows on one side: there are {all}."));
    }
}
