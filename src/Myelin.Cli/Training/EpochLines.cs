using System.Globalization;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>A line for an epoch: for each of a few, for some of many; where two minutes pass without one, there too.</summary>
sealed class EpochLines(TextWriter writer) : EpochView
{
    const int MostLines = 20;
    static readonly TimeSpan Often = TimeSpan.FromSeconds(10);
    TimeSpan _last, _next = Often;
    int _part;
    bool _headed;

    public override void Report(StreamProgress value)
    {
        if (value.Elapsed < Often) _next = Often;
        if (value.Elapsed < _next) return;
        _next = value.Elapsed + Often;
        writer.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  {value.Rows:N0} rows read from disk, {value.RowsPerSecond:N0} rows/s"));
        writer.Flush();
    }

    public override void Report(TabularProgress value)
    {
        TrainingProgress epoch = value.Training;
        if (value.Members > 1)
        {
            ReportOneOfSeveral(value);
            return;
        }
        int every = (epoch.Epochs + MostLines - 1) / MostLines;
        if (epoch.Epoch != 1 && epoch.Epoch % every != 0 && epoch.Epoch != epoch.Epochs &&
            (epoch.Elapsed - _last).TotalSeconds < 120) return;
        _last = epoch.Elapsed;
        bool validates = epoch.ValidationLoss is not null;
        if (!_headed) writer.WriteLine(validates
            ? $"  {"epoch",6}  {"training loss",13}  {"validation loss",15}  {value.Validation?.Name ?? "",20}  {"time",8}"
            : $"  {"epoch",6}  {"training loss",13}  {"time",8}");
        _headed = true;
        string time = Seconds(epoch.Elapsed), number = epoch.Epoch.ToString(CultureInfo.InvariantCulture);
        writer.WriteLine(validates
            ? $"  {number,6}  {Number(epoch.TrainingLoss),13}  {Number(epoch.ValidationLoss!.Value),15}  " +
                $"{(value.Validation is { } score ? Number(score.Value) : ""),20}  {time,8}"
            : $"  {number,6}  {Number(epoch.TrainingLoss),13}  {time,8}");
        writer.Flush();
    }

    protected override void Write(CheckpointNotice notice)
    {
        if (notice.Event == CheckpointEvent.Written) return;
        // networks that are trained at once go on at once
        lock (writer) writer.WriteLine($"  {notice.Text}");
    }

    // a line for every twentieth of the whole
    void ReportOneOfSeveral(TabularProgress value)
    {
        TimeSpan left = Left.After(value);
        int part = (int)(value.Done * MostLines);
        if (_headed && part == _part && (value.Elapsed - _last).TotalSeconds < 120) return;
        (_part, _last) = (part, value.Elapsed);
        if (!_headed)
            writer.WriteLine($"  {"done",6}  {"network",9}  {"epoch",9}  {"training loss",13}  {value.Validation?.Name ?? "",20}  " +
                $"{"time",8}  {"left",8}");
        _headed = true;
        string done = string.Create(CultureInfo.InvariantCulture, $"{100 * value.Done:0} %"),
            score = value.Validation is { } found ? Number(found.Value) : "";
        writer.WriteLine($"  {done,6}  {$"{value.Member}/{value.Members}",9}  {$"{value.Training.Epoch}/{value.Training.Epochs}",9}  " +
            $"{Number(value.Training.TrainingLoss),13}  {score,20}  {Seconds(value.Elapsed),8}  {Seconds(left),8}");
        writer.Flush();
    }
}
