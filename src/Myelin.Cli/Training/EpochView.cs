using System.Globalization;
using Myelin.Basis;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>Shows a training while it runs.</summary>
abstract class EpochView : IProgress<TabularProgress>, IProgress<StreamProgress>
{
    /// <summary>How long the rest takes; the command, which knows plan and limit, sets it before training begins.</summary>
    public TimeLeft Left { protected get; set; } = new(null, null);

    public abstract void Report(TabularProgress value);

    /// <summary>How many rows of the epoch have been read from disk.</summary>
    public abstract void Report(StreamProgress value);

    /// <summary>A state was written, which is shown quietly; or gone on from, or found damaged, which is said.</summary>
    public void Tell(CheckpointNotice notice) => Write(notice with { Text = VisibleText.Of(notice.Text) });

    /// <summary>Runs the work with the view on the screen.</summary>
    public virtual TResult Show<TResult>(Func<TResult> work) => work();

    protected abstract void Write(CheckpointNotice notice);

    protected static string Number(double number) => number switch
    {
        0 => "0",
        _ when Math.Abs(number) is >= 1e-4 and < 1e5 => number.ToString("G5", CultureInfo.InvariantCulture),
        _ => number.ToString("0.000e+0", CultureInfo.InvariantCulture),
    };

    protected static string Seconds(TimeSpan time) => time.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.TotalHours < 1 ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
}
