using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Reporting;

/// <summary>What a report says of a model that predicts numbers.</summary>
sealed class NumberSections(Html html, TabularModel model, Table table, Findings findings)
{
    const int MostPoints = 1500;

    static readonly double[] s_shares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99], s_coverages = [0.5, 0.8, 0.9, 0.95, 0.99];

    public void Write()
    {
        string target = model.Target.Column;
        double[] errors = [.. findings.Predicted.Zip(findings.Actual, (prediction, y) => prediction - y)];
        int every = (findings.Rows + MostPoints - 1) / MostPoints;
        string drawn =
            every > 1 ? $" {Reports.Count((findings.Rows + every - 1) / every)} of {Reports.Count(findings.Rows)} rows are drawn." : "";
        html.Section("actual", "Predicted against actual",
            "Right predictions stand on the dashed diagonal; above it too much was predicted.", () =>
            {
                var grid = new Grid("score", ">model", ">baseline");
                foreach (Score score in findings.Evaluation.Scores())
                    grid.Add(score.Name, Reports.Value(score.Value), findings.Baseline(score.Name));
                html.Figure(
                    InlineSvg.Of(ActualPlot.Draw(findings, target, MostPoints), "actual",
                        $"Scatter plot of predicted against actual {target}: R² {Reports.Value(findings.Evaluation.Regression!.R2)}.",
                        height: 460),
                    $"Each point is a row.{drawn}", () => html.Table("All rows", grid));
            });
        html.Section("residuals", "Its errors",
            "Points should lie evenly around 0 at every height of the prediction: a bend is something the model has not learned, " +
                "a fan an error that grows.", () =>
                {
                    var grid = new Grid("share of rows", ">error below");
                    double[] sorted = [.. errors.Order()];
                    foreach (double share in s_shares)
                        grid.Add(share.ToString("0 %", CultureInfo.InvariantCulture),
                            Reports.Value(sorted[(int)(share * (sorted.Length - 1))]));
                    html.Figure(
                        InlineSvg.Of(ResidualPlot.Draw(findings, target, model.Calibration.Intervals, MostPoints), "residuals",
                            $"Scatter plot of errors against predictions; the median error is {Reports.Value(sorted[sorted.Length / 2])}."),
                        $"Each point is a row.{drawn}", () => html.Table("Errors: predicted less actual", grid));
                });
        if (model.Calibration.Intervals is { } intervals) Intervals(intervals);
        Worst(errors);
    }

    void Intervals(PredictionIntervals intervals) => html.Section("intervals", "How sure it is",
        $"Intervals around predictions, from the errors on {Reports.Count(intervals.Rows)} held-out rows (split conformal prediction): " +
            "what they promise, and what they hold here.", () =>
            {
                var grid = new Grid(">promised", ">held here", ">mean width");
                foreach (double coverage in s_coverages)
                {
                    Interval[] of = [.. findings.Predicted.Select(prediction => intervals.Of(prediction, coverage))];
                    if (!double.IsFinite(of[0].Width)) continue;
                    double held = of.Where((interval, n) => interval.Holds(findings.Actual[n])).Count() / (double)of.Length;
                    grid.Add(coverage.ToString("0 %", CultureInfo.InvariantCulture), held.ToString("0.0 %", CultureInfo.InvariantCulture),
                        Reports.Value(of.Average(interval => interval.Width)));
                }
                html.Table("Coverage of intervals", grid);
            });

    void Worst(double[] errors)
    {
        var grid = new Grid("row", ">actual", ">predicted", ">error");
        foreach (int row in Enumerable.Range(0, errors.Length).OrderByDescending(row => Math.Abs(errors[row])).Take(10))
            grid.Add(table.Place(row), Reports.Value(findings.Actual[row]), Reports.Value(findings.Predicted[row]),
                Reports.Value(errors[row]));
        html.Section("worst", "Where it is most wrong", "Look at these rows: wrong numbers are among them more often than elsewhere.",
            () => html.Table("The ten greatest errors", grid));
    }
}
