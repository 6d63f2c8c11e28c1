using System.Globalization;
using Myelin.Calibration;
using Myelin.Cli.Output;
using Myelin.Cli.Plots;
using Myelin.Cli.Training;
using Myelin.Metrics;
using Myelin.Tabular;

namespace Myelin.Cli.Reporting;

/// <summary>What a report says of a model that tells classes.</summary>
sealed class ClassSections(Html html, TabularModel model, Table table, Findings findings, ClassificationReport report)
{
    const int MostClasses = 40;

    public void Write()
    {
        IReadOnlyList<string> names = report.Names;
        html.Section("confusion", "What was taken for what", "A row of the picture is a class, a cell the share of it that was taken for the class below; what is right stands on the diagonal.", () =>
        {
            var grid = new Grid("class", ">precision", ">recall", ">F1", ">rows");
            foreach (ClassScore score in report.Classes.Take(MostClasses).Append(report.Macro)) Add(grid, score);
            html.Figure(InlineSvg.Of(ConfusionPlot.Draw(findings), "confusion", $"Confusion matrix: {report.Confusion.Correct} of {report.Confusion.Total} rows right.", height: 460),
                "Rows: what they are. Columns: what was said.", () =>
                {
                    html.Table("By class; the last row is their mean", grid);
                    html.Table("All rows", Scores());
                });
        });
        if (RocPlot.Classes(findings.Given) is { Count: > 0 } drawn && drawn.All(k => double.IsFinite(RocPlot.Area(findings.Given, k)))) Roc(names, drawn);
        Reliability(names);
        Worst(names);
    }

    static void Add(Grid grid, ClassScore score) =>
        grid.Add(score.Name, Reports.Value(score.Precision), Reports.Value(score.Recall), Reports.Value(score.F1), Reports.Count(score.Support));

    Grid Scores()
    {
        var grid = new Grid("score", ">");
        foreach (Score score in findings.Evaluation.Scores()) grid.Add(score.Name, Reports.Value(score.Value));
        return grid;
    }

    void Roc(IReadOnlyList<string> names, IReadOnlyList<int> drawn) => html.Section("roc", "Whatever the threshold",
        "For every probability from which a class could be said: how many of its rows are found, against how many others are taken for it. The area is how probable it is that a row of the class is given more than another row.", () =>
        {
            var areas = new Grid("class", ">area");
            foreach (int k in drawn) areas.Add(names[k], Reports.Value(RocPlot.Area(findings.Given, k)));
            string says = string.Join(", ", drawn.Select(k => $"{names[k]} {RocPlot.Area(findings.Given, k).ToString("0.000", CultureInfo.InvariantCulture)}"));
            html.Figure(InlineSvg.Of(RocPlot.Draw(findings.Given, names), "roc", $"ROC curves; area under each: {says}."), "Dashed: guessing.", () =>
            {
                if (drawn.Count > 1) html.Table("Area under the curve, one class against the rest", areas);
                else html.Table($"If {names[1]} were said from this probability on{(model.Calibration.Threshold is null ? "" : "; * is what the model does")}", Thresholds());
            });
        });

    Grid Thresholds()
    {
        bool[] positive = [.. findings.Given.Labels.Select(label => label == 1)];
        double[] scores = RocPlot.Scores(findings.Given, 1);
        var grid = new Grid(">from", ">precision", ">recall", ">false positive rate", ">F1", ">accuracy");
        double chosen = model.Calibration.Threshold ?? 0.5;
        foreach (double threshold in Enumerable.Range(1, 9).Select(i => i / 10.0).Append(chosen).Distinct().Order())
        {
            long tp = 0, fp = 0, fn = 0, tn = 0;
            for (int n = 0; n < scores.Length; n++)
                if (scores[n] >= threshold) (tp, fp) = (tp + (positive[n] ? 1 : 0), fp + (positive[n] ? 0 : 1));
                else (fn, tn) = (fn + (positive[n] ? 1 : 0), tn + (positive[n] ? 0 : 1));
            grid.Add($"{Reports.Value(threshold)}{(threshold == chosen && model.Calibration.Threshold is not null ? " *" : "")}", Share(tp, tp + fp), Share(tp, tp + fn), Share(fp, fp + tn),
                Reports.Value(DecisionThreshold.Value(ThresholdMetric.F1, tp, fp, fn, tn)), Reports.Value(DecisionThreshold.Value(ThresholdMetric.Accuracy, tp, fp, fn, tn)));
        }
        return grid;

        static string Share(long part, long whole) => whole == 0 ? "–" : Reports.Value((double)part / whole);
    }

    void Reliability(IReadOnlyList<string> names)
    {
        ReliabilityBin[] bins = ReliabilityPlot.Bins(findings.Given);
        string error = Reports.Value(findings.Evaluation.CalibrationError!.Value);
        html.Section("reliability", "Are its probabilities honest?",
            $"Of rows that are given 0.8, 80 in 100 should come true: then the points stand on the diagonal. Below it the model is too sure. Expected calibration error of the likeliest class, {CalibrationError.DefaultBins} bins of equal width: {error}.", () =>
        {
            var grid = new Grid("probability", ">rows", ">mean given", ">came true");
            foreach (ReliabilityBin bin in bins)
                grid.Add(string.Create(CultureInfo.InvariantCulture, $"{bin.Low:0.0} to {bin.High:0.0}"), Reports.Count(bin.Rows), bin.Rows == 0 ? "–" : Reports.Value(bin.Confidence), bin.Rows == 0 ? "–" : Reports.Value(bin.Accuracy));
            html.Figure(InlineSvg.Of(ReliabilityPlot.Draw(findings.Given, names), "reliability", $"Reliability diagram; expected calibration error {error}."),
                "Points: share that came true, with a deviation to either side. Bars at the foot: how many rows. Dashed: honest.",
                () => html.Table(findings.Given.Classes == 2 ? $"Probability given to {names[1]}" : "Probability given to the likeliest class", grid));
        });
    }

    void Worst(IReadOnlyList<string> names)
    {
        int k = names.Count;
        int[] labels = findings.Given.Labels;
        (int Row, double P)[] worst = [.. labels.Select((label, n) => (n, findings.Given.Predictions[n * k + label])).OrderBy(row => row.Item2).Take(10)];
        var grid = new Grid("row", "is", ">given to it", "likeliest", ">given to that");
        foreach ((int row, double p) in worst)
        {
            int best = Enumerable.Range(0, k).MaxBy(j => findings.Given.Predictions[row * k + j]);
            if (best != labels[row]) grid.Add(table.Place(row), names[labels[row]], Reports.Value(p), names[best], Reports.Value(findings.Given.Predictions[row * k + best]));
        }
        if (grid.Rows.Count > 0)
            html.Section("worst", "Where it is most wrong", "Rows whose class was given the least probability. Look at them: wrong labels are among them more often than elsewhere.", () => html.Table("The ten greatest surprises", grid));
    }
}
