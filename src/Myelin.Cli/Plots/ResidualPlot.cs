using Myelin.Cli.Training;
using Myelin.Tabular;
using ScottPlot;

namespace Myelin.Cli.Plots;

/// <summary>The errors against what was predicted, and where 90 of 100 are expected.</summary>
static class ResidualPlot
{
    public static Plot Draw(Findings findings, string target, PredictionIntervals? intervals, int mostPoints)
    {
        Plot plot = Look.NewPlot();
        Look.Apply(plot, "Errors", $"predicted {Look.Short(target, 32)}", "predicted − actual");
        int every = (findings.Actual.Length + mostPoints - 1) / mostPoints;
        double[] predicted = [.. findings.Predicted.Where((_, i) => i % every == 0)];
        double[] errors = [.. findings.Actual.Where((_, i) => i % every == 0).Zip(predicted, (y, prediction) => prediction - y)];
        if (intervals is { MostCoverage: > 0.9 })
        {
            double[] places = [.. Enumerable.Range(0, 101).Select(i => predicted.Min() + (predicted.Max() - predicted.Min()) * i / 100)];
            double[] half = [.. places.Select(place => intervals.Of(place, 0.9).Width / 2)];
            var band = plot.Add.FillY(places, [.. half.Select(width => -width)], half);
            (band.FillColor, band.LineWidth) = (Look.Orange.WithAlpha(0.18), 0);
            band.LegendText = "90 % intervals";
            plot.ShowLegend(Alignment.UpperLeft);
        }
        plot.Add.HorizontalLine(0, 1.5f, Look.Grey, LinePattern.Dashed);
        plot.Add.Plottable(
            new Dots(predicted, errors, Look.Blue.WithAlpha(errors.Length > 500 ? 0.3 : 0.55), errors.Length > 500 ? 2 : 3.5f));
        return plot;
    }
}
