using Myelin.Basis;
using Myelin.Numerics;
using Myelin.Tabular;
using ScottPlot;

namespace Myelin.Cli.Plots;

/// <summary>The losses of every epoch, and which was best; of several trainings, a pair of lines for each.</summary>
static class LearningCurve
{
    public static Plot Draw(IReadOnlyList<LearningHistory> histories)
    {
        Plot plot = Look.NewPlot();
        Look.Apply(plot, "Learning curve", "epoch", "loss");
        double opacity = histories.Count == 1 ? 1 : 0.5;
        for (int i = 0; i < histories.Count; i++)
        {
            Line(i == 0 ? "training" : "", histories[i].Training, Look.Blue);
            Line(i == 0 ? "validation" : "", histories[i].Validation, Look.Orange);
        }
        if (histories is [{ Validation.Count: > 0, BestEpoch: > 0 } only])
            plot.Add.VerticalLine(only.BestEpoch, 1.5f, Look.Grey, LinePattern.Dashed).LegendText =
                FormattableString.Invariant($"best: epoch {only.BestEpoch}");
        plot.ShowLegend(Alignment.UpperRight);
        float[] losses = [.. histories.SelectMany(history => history.Training.Concat(history.Validation))];
        plot.Axes.SetLimitsX(0.5, histories.Max(history => history.Training.Count) + 0.5);
        if (losses.Min() >= 0) plot.Axes.SetLimitsY(0, Math.Max(1.05 * losses.Max(), 1e-9));
        return plot;

        void Line(string name, EquatableArray<float> losses, Color color)
        {
            if (losses.Count == 0) return;
            double[] epochs = [.. Enumerable.Range(1, losses.Count).Select(epoch => (double)epoch)],
                values = [.. losses.Select(loss => (double)loss)];
            var line = plot.Add.ScatterLine(epochs, values, color.WithAlpha(opacity));
            (line.LegendText, line.LineWidth) = (name, 2);
            if (losses.Count == 1) line.MarkerSize = 8;
        }
    }
}
