using System.Globalization;
using Myelin.Tabular;

namespace Myelin.Cli.Training;

/// <summary>A line for an epoch: for each of a few, for some of many; where two minutes pass without one, there too.</summary>
sealed class EpochLines(TextWriter writer) : EpochView
{
    const int MostLines = 20;
    TimeSpan _last;
    bool _headed;

    public override void Report(TabularProgress value)
    {
        TrainingProgress epoch = value.Training;
        int every = (epoch.Epochs + MostLines - 1) / MostLines;
        if (epoch.Epoch != 1 && epoch.Epoch % every != 0 && epoch.Epoch != epoch.Epochs && (epoch.Elapsed - _last).TotalSeconds < 120) return;
        _last = epoch.Elapsed;
        bool validates = epoch.ValidationLoss is not null;
        if (!_headed) writer.WriteLine(validates
            ? $"  {"epoch",6}  {"training loss",13}  {"validation loss",15}  {value.Validation?.Name ?? "",20}  {"time",8}"
            : $"  {"epoch",6}  {"training loss",13}  {"time",8}");
        _headed = true;
        string time = Seconds(epoch.Elapsed), number = epoch.Epoch.ToString(CultureInfo.InvariantCulture);
        writer.WriteLine(validates
            ? $"  {number,6}  {Number(epoch.TrainingLoss),13}  {Number(epoch.ValidationLoss!.Value),15}  {(value.Validation is { } score ? Number(score.Value) : ""),20}  {time,8}"
            : $"  {number,6}  {Number(epoch.TrainingLoss),13}  {time,8}");
        writer.Flush();
    }
}
