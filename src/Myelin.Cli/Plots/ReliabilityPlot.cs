using Myelin.Tabular;
using ScottPlot;

namespace Myelin.Cli.Plots;

/// <summary>How often predictions come true, against how probable they were said to be: honest ones stand on the diagonal.</summary>
static class ReliabilityPlot
{
    const int BinCount = 10;

    /// <summary>Of two classes how probable the second is; of more, how probable the likeliest.</summary>
    public static ReliabilityBin[] Bins(OutOfFold given) => given.Classes == 2
        ? CalibrationError.Bins([.. given.Labels.Select(label => label == 1)], RocPlot.Scores(given, 1), BinCount)
        : CalibrationError.Bins(given.Labels, given.Predictions as double[] ?? [.. given.Predictions], given.Classes, BinCount);

    public static Plot Draw(OutOfFold given, IReadOnlyList<string> names)
    {
        ReliabilityBin[] bins = [.. Bins(given).Where(bin => bin.Rows > 0)];
        Plot plot = Look.NewPlot();
        string what = given.Classes == 2 ? Look.Short(names[1]) : "the likeliest class";
        Look.Apply(plot, "Reliability", $"probability given to {what}", "share that came true");
        double most = bins.Max(bin => bin.Rows);
        foreach (ReliabilityBin bin in bins)
        {
            // how many rows there are, as bars at the foot
            var bar = plot.Add.Rectangle(bin.Low + 0.008, bin.High - 0.008, 0, 0.22 * bin.Rows / most);
            (bar.FillColor, bar.LineWidth) = (Look.Grey.WithAlpha(0.3), 0);
        }
        plot.Add.Line(0, 0, 1, 1).LineStyle = new LineStyle { Color = Look.Grey, Width = 1.5f, Pattern = LinePattern.Dashed };
        foreach (ReliabilityBin bin in bins)
        {
            // one deviation of a share of so many rows
            double error = Math.Sqrt(Math.Max(bin.Accuracy * (1 - bin.Accuracy), 0.25 / bin.Rows) / bin.Rows);
            plot.Add.Line(bin.Confidence, Math.Max(0, bin.Accuracy - error), bin.Confidence, Math.Min(1, bin.Accuracy + error)).LineStyle =
                new LineStyle { Color = Look.Blue, Width = 1.5f };
        }
        double[] confidence = [.. bins.Select(bin => bin.Confidence)], accuracy = [.. bins.Select(bin => bin.Accuracy)];
        plot.Add.ScatterLine(confidence, accuracy, Look.Blue).LineWidth = 2;
        plot.Add.Plottable(new Dots(confidence, accuracy, Look.Blue, 4));
        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        return plot;
    }
}
