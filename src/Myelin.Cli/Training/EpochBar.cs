using System.Diagnostics;
using System.Globalization;
using Myelin.Tabular;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Myelin.Cli.Training;

/// <summary>A bar that fills with the epochs, and beside it the losses, how they fell, and the time left.</summary>
sealed class EpochBar(IAnsiConsole console) : EpochView
{
    const int Samples = 24;
    const string Levels = "▁▂▃▄▅▆▇█";

    readonly List<double> _losses = [];
    ProgressTask? _task;
    TabularProgress? _latest;
    TimeSpan _left;
    int _best;
    long _saved;

    public override TResult Show<TResult>(Func<TResult> work) => console.Progress()
        .AutoClear(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new LossColumn(this))
        .Start(context =>
        {
            _task = context.AddTask("epoch", maxValue: 1);
            TResult result = work();
            _task.StopTask();
            return result;
        });

    public override void Report(TabularProgress value)
    {
        lock (_losses)
        {
            _latest = value;
            _left = Left.After(value);
            _losses.Add(value.Training.ValidationLoss ?? value.Training.TrainingLoss);
            if (value.Training.IsBest) _best = value.Training.Epoch;
        }
        _task!.Value = value.Done;
        string network = value.Members == 1 ? "" : $"network {value.Member}/{value.Members} ";
        _task.Description = string.Create(CultureInfo.InvariantCulture, $"{network}epoch {value.Training.Epoch,4}/{value.Training.Epochs}");
    }

    public override void Report(StreamProgress value)
    {
        if (_latest is null) _task!.Description = string.Create(CultureInfo.InvariantCulture, $"epoch    1 {value.Rows:N0} rows");
    }

    protected override void Write(CheckpointNotice notice)
    {
        if (notice.Event == CheckpointEvent.Written) Interlocked.Exchange(ref _saved, Stopwatch.GetTimestamp());
        else console.WriteLine($"  {notice.Text}");
    }

    Markup Text()
    {
        lock (_losses)
        {
            if (_latest is not { Training: var epoch } latest) return new Markup("[grey]starting[/]");
            var text = new List<string> { $"loss {Number(epoch.TrainingLoss)}" };
            if (epoch.ValidationLoss is { } loss) text.Add($"validation {Number(loss)}");
            if (latest.Validation is { } score)
                text.Add($"{Markup.Escape(score.Without(Score.Validation).Name)} [bold]{Number(score.Value)}[/] " +
                    $"{(latest.Members == 1 ? $"[grey](best epoch {_best})[/]" : "")}");
            bool done = _task!.IsFinished || latest.Done >= 1;
            return new Markup($"{string.Join("  ", text)}  [deepskyblue1]{Sparks()}[/]  " +
                $"[grey]{(done ? Seconds(latest.Elapsed) : $"{Seconds(_left)} left{Saved()}")}[/]");
        }
    }

    string Saved() => Interlocked.Read(ref _saved) is var saved and not 0 ? $", saved {Seconds(Stopwatch.GetElapsedTime(saved))} ago" : "";

    // the losses so far, on a scale of logarithms
    string Sparks()
    {
        double[] points = [.. Enumerable.Range(0, Math.Min(Samples, _losses.Count))
            .Select(i => Math.Log(Math.Max(1e-12, _losses[(int)((long)i * _losses.Count / Math.Min(Samples, _losses.Count))])))];
        double least = points.Min(), most = points.Max();
        return string.Concat(
            points.Select(point => Levels[most > least ? (int)Math.Round((point - least) / (most - least) * (Levels.Length - 1)) : 0]));
    }

    sealed class LossColumn(EpochBar bar) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => bar.Text();
    }
}
