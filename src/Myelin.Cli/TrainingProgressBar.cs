using System.Globalization;
using Myelin.Tabular;
using Spectre.Console;

namespace Myelin.Cli;

/// <summary>Runs a training and shows where it is: a moving bar on a terminal, a few plain lines elsewhere.</summary>
static class TrainingProgressBar
{
    /// <summary>Lines of a training that is not watched on a terminal.</summary>
    const int Lines = 10;

    public static TabularModel Run(TabularTraining training, bool quiet, CancellationToken cancellation)
    {
        int epochs = training.Epochs;
        if (quiet) return training.Run(null, cancellation);
        if (Console.IsOutputRedirected)
            return training.Run(new Report((p, score) =>
            {
                if (p.Epoch == 1 || p.Epoch * Lines / epochs > (p.Epoch - 1) * Lines / epochs) Console.WriteLine($"  epoch {p.Epoch}/{p.Epochs}  {Losses(p, score)}");
            }), cancellation);
        TabularModel? model = null;
        AnsiConsole.Progress().AutoClear(true).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("epoch 0", maxValue: epochs);
                model = training.Run(new Report((p, score) => (task.Value, task.Description) = (p.Epoch, Markup.Escape($"epoch {p.Epoch}/{p.Epochs}  {Losses(p, score)}"))), cancellation);
                task.StopTask();
            });
        return model!;
    }

    static string Losses(TrainingProgress p, Score? score)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"training loss {p.TrainingLoss:0.0000}");
        if (p.ValidationLoss is { } loss) text = string.Create(CultureInfo.InvariantCulture, $"{text}  validation loss {loss:0.0000}{(p.IsBest ? " *" : "  ")}");
        return score is { } s ? string.Create(CultureInfo.InvariantCulture, $"{text}  {s.Name} {s.Value:0.####}") : text;
    }

    // System.Progress posts to other threads, out of order
    sealed class Report(Action<TrainingProgress, Score?> show) : IProgress<TabularProgress>
    {
        void IProgress<TabularProgress>.Report(TabularProgress value) => show(value.Training, value.Validation);
    }
}
