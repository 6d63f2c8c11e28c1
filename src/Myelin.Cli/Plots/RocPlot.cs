using System.Globalization;
using Myelin.Tabular;
using ScottPlot;

namespace Myelin.Cli.Plots;

/// <summary>How many of a class are found, and how many others are taken for it, for every threshold.</summary>
static class RocPlot
{
    /// <summary>Of more classes the most frequent are drawn.</summary>
    public const int MostClasses = 6;

    const int MostPoints = 250;

    /// <summary>Classes that are drawn: of two the second, of more those with the most rows; one against the rest.</summary>
    public static IReadOnlyList<int> Classes(OutOfFold given)
    {
        if (given.Classes == 2) return [1];
        var counts = new int[given.Classes];
        foreach (int label in given.Labels) counts[label]++;
        return
        [
            .. Enumerable.Range(0, given.Classes).Where(k => counts[k] > 0 && counts[k] < given.Rows)
                .OrderByDescending(k => counts[k]).Take(MostClasses).Order(),
        ];
    }

    public static double Area(OutOfFold given, int k) => Ranking.RocAuc([.. given.Labels.Select(label => label == k)], Scores(given, k));

    public static double[] Scores(OutOfFold given, int k) =>
        [.. Enumerable.Range(0, given.Rows).Select(n => given.Predictions[n * given.Classes + k])];

    public static Plot Draw(OutOfFold given, IReadOnlyList<string> names)
    {
        Plot plot = Look.NewPlot();
        Look.Apply(plot, "ROC", "false positive rate", "true positive rate");
        plot.Add.Line(0, 0, 1, 1).LineStyle = new LineStyle { Color = Look.Grey, Width = 1.5f, Pattern = LinePattern.Dashed };
        foreach (int k in Classes(given))
        {
            (double[] x, double[] y) = Curve(given.Labels, Scores(given, k), k);
            var line = plot.Add.ScatterLine(x, y, Look.Series(Classes(given).Count == 1 ? 0 : Array.IndexOf([.. Classes(given)], k)));
            (line.LineWidth, line.LegendText) =
                (2, string.Create(CultureInfo.InvariantCulture, $"{Look.Short(names[k])}: area {Area(given, k):0.000}"));
        }
        plot.ShowLegend(Alignment.LowerRight);
        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        return plot;
    }

    static (double[] X, double[] Y) Curve(int[] labels, double[] scores, int k)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(n => scores[n])];
        double positives = labels.Count(label => label == k), negatives = labels.Length - positives, hits = 0, misses = 0;
        var points = new List<(double X, double Y)> { (0, 0) };
        for (int i = 0; i < order.Length; i++)
        {
            if (labels[order[i]] == k) hits++;
            else misses++;
            if (i + 1 == order.Length || scores[order[i]] != scores[order[i + 1]]) points.Add((misses / negatives, hits / positives));
        }
        int every = Math.Max(1, points.Count / MostPoints);
        (double X, double Y)[] kept = [.. points.Where((_, i) => i % every == 0 || i == points.Count - 1)];
        return ([.. kept.Select(point => point.X)], [.. kept.Select(point => point.Y)]);
    }
}
