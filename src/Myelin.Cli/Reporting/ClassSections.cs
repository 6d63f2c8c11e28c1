using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Training;
using Myelin.Tabular;

namespace Myelin.Cli.Reporting;

/// <summary>What a report says of a model that tells classes.</summary>
sealed class ClassSections(Html html, TabularModel model, Table table, Findings findings, ClassificationReport report)
{
    const int MostClasses = 40;

    public void Write()
    {
        IReadOnlyList<string> names = report.Names;
        html.Section("confusion",
            "Confusion matrix", "A row is an actual class, a column a predicted one; a cell's color is the share of its row. " +
                "Correct predictions stand on the diagonal.", () =>
                {
                    var grid = new Grid("class", ">precision", ">recall", ">F1", ">rows");
                    foreach (ClassScore score in report.Classes.Take(MostClasses).Append(report.Macro)) Add(grid, score);
                    html.Figure(
                        InlineSvg.Of(ConfusionPlot.Draw(findings), "confusion",
                            $"Confusion matrix: {report.Confusion.Correct} of {report.Confusion.Total} rows right.", height: 460),
                        "Rows: actual. Columns: predicted.", () =>
                        {
                            html.Table("By class; the last row is their mean", grid);
                            html.Table("All rows", Scores());
                        });
                });
        if (RocPlot.Classes(findings.Given) is { Count: > 0 } drawn && drawn.All(k => double.IsFinite(RocPlot.Area(findings.Given, k))))
            Roc(names, drawn);
        Reliability(names);
        Worst(names);
    }

    static void Add(Grid grid, ClassScore score) =>
        grid.Add(score.Name, Reports.Value(score.Precision), Reports.Value(score.Recall), Reports.Value(score.F1),
            Reports.Count(score.Support));

    Grid Scores()
    {
        var grid = new Grid("score", ">model", ">baseline");
        foreach (Score score in findings.Evaluation.Scores())
            grid.Add(score.Name, Reports.Value(score.Value), findings.Baseline(score.Name));
        return grid;
    }

    void Roc(IReadOnlyList<string> names, IReadOnlyList<int> drawn) => html.Section("roc", "ROC curve",
        "True positive rate against false positive rate at every decision threshold. " +
            "The area (AUC) is the probability that a row of the class ranks above another row; 0.5 is chance.", () =>
            {
                var areas = new Grid("class", ">area");
                foreach (int k in drawn) areas.Add(names[k], Reports.Value(RocPlot.Area(findings.Given, k)));
                string says = string.Join(", ",
                    drawn.Select(k => $"{names[k]} {RocPlot.Area(findings.Given, k).ToString("0.000", CultureInfo.InvariantCulture)}"));
                html.Figure(InlineSvg.Of(RocPlot.Draw(findings.Given, names), "roc", $"ROC curves; area under each: {says}."),
                    "Dashed: chance.", () =>
                    {
                        if (drawn.Count > 1) html.Table("Area under the curve, one class against the rest", areas);
                        else
                            html.Table(
                                "Metrics by decision threshold on the probability of " +
                                    $"{names[1]}{(model.Calibration.Threshold is null ? "" : "; * is the model's")}", Thresholds());
                    });
            });

    Grid Thresholds()
    {
        bool[] positive = [.. findings.Given.Labels.Select(label => label == 1)];
        double[] scores = RocPlot.Scores(findings.Given, 1);
        var grid = new Grid(">threshold", ">precision", ">recall", ">false positive rate", ">F1", ">accuracy");
        double chosen = model.Calibration.Threshold ?? 0.5;
        foreach (double threshold in Enumerable.Range(1, 9).Select(i => i / 10.0).Append(chosen).Distinct().Order())
        {
            long tp = 0, fp = 0, fn = 0, tn = 0;
            for (int n = 0; n < scores.Length; n++)
                if (scores[n] >= threshold) (tp, fp) = (tp + (positive[n] ? 1 : 0), fp + (positive[n] ? 0 : 1));
                else (fn, tn) = (fn + (positive[n] ? 1 : 0), tn + (positive[n] ? 0 : 1));
            grid.Add($"{Reports.Value(threshold)}{(threshold == chosen && model.Calibration.Threshold is not null ? " *" : "")}",
                Share(tp, tp + fp), Share(tp, tp + fn), Share(fp, fp + tn),
                Reports.Value(DecisionThreshold.Value(ThresholdMetric.F1, tp, fp, fn, tn)),
                Reports.Value(DecisionThreshold.Value(ThresholdMetric.Accuracy, tp, fp, fn, tn)));
        }
        return grid;

        static string Share(long part, long whole) => whole == 0 ? "–" : Reports.Value((double)part / whole);
    }

    void Reliability(IReadOnlyList<string> names)
    {
        ReliabilityBin[] bins = ReliabilityPlot.Bins(findings.Given);
        string error = Reports.Value(findings.Evaluation.CalibrationError!.Value);
        html.Section("reliability", "Calibration",
            "Of rows with a predicted probability of 0.8, 80 % should be of the class: then points stand on the diagonal. " +
                "Below it the model is overconfident. " +
                $"Calibration error (ECE) of the most probable class, {CalibrationError.DefaultBins} bins of equal width: {error}.", () =>
            {
                var grid = new Grid("probability", ">rows", ">mean predicted", ">observed share");
                foreach (ReliabilityBin bin in bins)
                    grid.Add(string.Create(CultureInfo.InvariantCulture, $"{bin.Low:0.0} to {bin.High:0.0}"), Reports.Count(bin.Rows),
                        bin.Rows == 0 ? "–" : Reports.Value(bin.Confidence), bin.Rows == 0 ? "–" : Reports.Value(bin.Accuracy));
                html.Figure(
                    InlineSvg.Of(ReliabilityPlot.Draw(findings.Given, names), "reliability",
                        $"Reliability diagram; expected calibration error {error}."),
                    "Points: observed share ± one standard deviation. Bars: number of rows. Dashed: perfectly calibrated.",
                    () => html.Table(
                        findings.Given.Classes == 2
                            ? $"Predicted probability of {names[1]}"
                            : "Predicted probability of the most probable class", grid));
            });
    }

    void Worst(IReadOnlyList<string> names)
    {
        int k = names.Count;
        int[] labels = findings.Given.Labels;
        (int Row, double P)[] worst =
            [.. labels.Select((label, n) => (n, findings.Given.Predictions[n * k + label])).OrderBy(row => row.Item2).Take(10)];
        var grid = new Grid("row", "actual", ">its probability", "predicted", ">its probability");
        foreach ((int row, double p) in worst)
        {
            int best = Likeliest.Of<double>([.. findings.Given.Predictions.Skip(row * k).Take(k)]);
            if (best != labels[row])
                grid.Add(table.Place(row), names[labels[row]], Reports.Value(p), names[best],
                    Reports.Value(findings.Given.Predictions[row * k + best]));
        }
        if (grid.Rows.Count > 0)
            html.Section("worst",
                "Largest errors", "Rows whose actual class has the lowest predicted probability. " +
                    "Check them: wrong labels are more frequent here than elsewhere.", () => html.Table("The ten largest errors", grid));
    }
}
