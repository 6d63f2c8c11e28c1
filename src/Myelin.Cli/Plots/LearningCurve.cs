using ScottPlot;

namespace Myelin.Cli.Plots;

/// <summary>The losses of every epoch, and which was best.</summary>
static class LearningCurve
{
    public static Plot Draw(TrainingHistory history)
    {
        Plot plot = Look.NewPlot();
        Look.Apply(plot, "Learning curve", "epoch", "loss");
        double[] epochs = [.. history.Epochs.Select(epoch => (double)epoch.Epoch)];
        Line("training", [.. history.Epochs.Select(epoch => epoch.TrainingLoss)], Look.Blue);
        if (history.Epochs[0].ValidationLoss is not null)
        {
            Line("validation", [.. history.Epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN)], Look.Orange);
            var best = plot.Add.VerticalLine(history.BestEpoch, 1.5f, Look.Grey, LinePattern.Dashed);
            best.LegendText = FormattableString.Invariant($"best: epoch {history.BestEpoch}");
        }
        plot.ShowLegend(Alignment.UpperRight);
        plot.Axes.SetLimitsX(epochs[0] - 0.5, epochs[^1] + 0.5);
        if (history.Epochs.All(epoch => epoch.TrainingLoss >= 0 && !(epoch.ValidationLoss < 0)))
            plot.Axes.SetLimitsY(0, 1.05 * history.Epochs.Max(epoch => Math.Max(epoch.TrainingLoss, epoch.ValidationLoss ?? 0)));
        return plot;

        void Line(string name, double[] losses, Color color)
        {
            var line = plot.Add.ScatterLine(epochs, losses, color);
            (line.LegendText, line.LineWidth) = (name, 2);
            if (epochs.Length == 1) line.MarkerSize = 8;
        }
    }
}
