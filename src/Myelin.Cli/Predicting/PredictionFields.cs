using System.Globalization;
using Myelin.Tabular;

namespace Myelin.Cli.Predicting;

/// <summary>What is written of each prediction, and under which names.</summary>
sealed class PredictionFields
{
    const string Low = "low", High = "high", FlagsName = "flags";

    readonly TabularModel _model;

    /// <param name="interval">the coverage of the interval beside each number; null for none</param>
    /// <param name="keep">columns of the file that are carried through</param>
    /// <param name="flags">whether unknown cells and clamped predictions are marked, row by row</param>
    public PredictionFields(TabularModel model, double? interval, IReadOnlyList<string> keep, bool flags)
    {
        (_model, Interval, Keep, HasFlags) = (model, interval, keep, flags);
        IEnumerable<string> beside = interval is not null ? [Low, High] : model.Target.Classes?.Names.Select(name => $"p({name})") ?? [];
        Names = [.. keep, model.Target.Column, .. beside, .. flags ? [FlagsName] : Array.Empty<string>()];
        if (keep.FirstOrDefault(name => Names.Count(other => other == name) > 1) is { } twice)
            throw CommandException.WrongUse($"--keep {twice}: the output has another column of this name. Leave it out.");
    }

    /// <summary>All of them, in their order.</summary>
    public IReadOnlyList<string> Names { get; }

    public double? Interval { get; }

    public IReadOnlyList<string> Keep { get; }

    public bool HasFlags { get; }

    /// <summary>Whether the numbers are dates, in days since 1970.</summary>
    public bool IsDate => _model.Target.Type == ColumnType.Date;

    public string Target => _model.Target.Column;

    public IReadOnlyList<string> Classes => _model.Target.Classes?.Names ?? (IReadOnlyList<string>)[];

    public Interval IntervalOf(Prediction prediction) => _model.Calibration.Intervals!.Of(prediction.Value, Interval!.Value);

    /// <summary>A predicted number as text that reads back to it; a date is learned in days since 1970.</summary>
    public string Text(double value)
    {
        if (!IsDate) return ExactNumber.Text(value);
        double ticks = DateTime.UnixEpoch.Ticks + Math.Round(value * TimeSpan.TicksPerDay);
        // only without limits can a date be beyond what the calendar holds
        DateTime date = ticks <= 0 ? DateTime.MinValue : ticks >= DateTime.MaxValue.Ticks ? DateTime.MaxValue : new((long)ticks);
        return date.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
    }

    /// <summary>What is unusual about a row, in a few words each.</summary>
    public IEnumerable<string> Flags(Prediction prediction)
    {
        foreach (UnknownCell cell in prediction.UnknownCells) yield return cell.ToString();
        if (prediction.IsClamped) yield return "prediction: clamped";
        if (Interval is not null && prediction.UnknownCells.Any(cell => cell.IsFar)) yield return "interval: not covered";
    }
}
