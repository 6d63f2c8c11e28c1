using System.Globalization;
using Myelin.Cli.Training;
using ScottPlot;

namespace Myelin.Cli.Plots;

/// <summary>What was predicted against what was: right predictions stand on the diagonal.</summary>
static class ActualPlot
{
    public static Plot Draw(Findings findings, string target, int mostPoints = 4000)
    {
        RegressionReport report = findings.Evaluation.Regression!;
        Plot plot = Look.NewPlot();
        string title = string.Create(CultureInfo.InvariantCulture,
            $"{findings.Of}: R² {report.R2:0.000}, RMSE {Reports.Value(report.RootMeanSquaredError)}");
        Look.Apply(plot, title, $"actual {Look.Short(target, 32)}", $"predicted {Look.Short(target, 32)}");
        int every = (findings.Actual.Length + mostPoints - 1) / mostPoints;
        double[] actual = [.. findings.Actual.Where((_, i) => i % every == 0)],
            predicted = [.. findings.Predicted.Where((_, i) => i % every == 0)];
        double least = Math.Min(actual.Min(), predicted.Min()), most = Math.Max(actual.Max(), predicted.Max()),
            margin = 0.03 * Math.Max(most - least, 1e-12);
        plot.Add.Line(least - margin, least - margin, most + margin, most + margin).LineStyle =
            new LineStyle { Color = Look.Grey, Width = 1.5f, Pattern = LinePattern.Dashed };
        plot.Add.Plottable(
            new Dots(actual, predicted, Look.Blue.WithAlpha(actual.Length > 500 ? 0.3 : 0.55), actual.Length > 500 ? 2 : 3.5f));
        plot.Axes.SetLimits(least - margin, most + margin, least - margin, most + margin);
        return plot;
    }
}
