using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Myelin.Cli.Plots;

/// <summary>Which classes were taken for which: rows are true, columns given; the darker, the larger the share of the row.</summary>
static class ConfusionPlot
{
    /// <summary>Of more classes only the colors are shown.</summary>
    const int MostNumbers = 15, MostNames = 30;

    /// <summary>Of more classes those with the most rows are drawn: a cell would be smaller than a dot.</summary>
    const int MostClasses = 150;

    public static Plot Draw(Findings findings)
    {
        ConfusionMatrix confusion = findings.Confusion!;
        int[] drawn = Drawn(confusion);
        string[] names = [.. drawn.Select(k => findings.Evaluation.Classification!.Names[k])];
        int classes = drawn.Length;
        Plot plot = Look.NewPlot();
        Look.Apply(plot,
            string.Create(CultureInfo.InvariantCulture,
                $"{findings.Of}: {confusion.Correct} of {confusion.Total} " +
                $"right{(classes < confusion.Classes ? $" (the {classes} most frequent of {confusion.Classes} classes)" : "")}"),
            "given", "true");
        plot.HideGrid();
        for (int label = 0; label < classes; label++)
            for (int given = 0; given < classes; given++)
                if (confusion[drawn[label], drawn[given]] > 0)
                    Cell(plot, given, classes - 1 - label, Share(confusion, drawn[label], drawn[given]));
        if (classes <= MostNumbers) Numbers(plot, confusion);

        // the first class is on top
        plot.Axes.Bottom.TickGenerator = Ticks(names, k => k);
        plot.Axes.Left.TickGenerator = Ticks(names, k => classes - 1 - k);
        if (classes > MostNames) plot.Axes.Bottom.TickGenerator = plot.Axes.Left.TickGenerator = new EmptyTickGenerator();
        if (names.Sum(name => Look.Short(name).Length) > 48)
        {
            plot.Axes.Bottom.TickLabelStyle.Rotation = -40;
            plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
            plot.Axes.Bottom.MinimumSize = names.Max(name => Look.Short(name).Length) * 5f + 34;
        }
        plot.Axes.Bottom.TickLabelStyle.FontName = plot.Axes.Left.TickLabelStyle.FontName = PlotFont.For(string.Concat(names));
        plot.Axes.Bottom.MajorTickStyle.Length = plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(-0.5, classes - 0.5, -0.5, classes - 0.5);
        return plot;
    }

    // in the order that they have
    static int[] Drawn(ConfusionMatrix confusion) => [.. Enumerable.Range(0, confusion.Classes)
        .OrderByDescending(confusion.Support).Take(MostClasses).Order()];

    static void Numbers(Plot plot, ConfusionMatrix confusion)
    {
        int classes = confusion.Classes;
        for (int label = 0; label < classes; label++)
            for (int given = 0; given < classes; given++)
            {
                if (confusion[label, given] == 0) continue;
                var text = plot.Add.Text(confusion[label, given].ToString(CultureInfo.InvariantCulture), given, classes - 1 - label);
                text.LabelFontSize = classes <= 6 ? 18 : 12;
                text.LabelAlignment = Alignment.MiddleCenter;
                text.LabelFontColor = Share(confusion, label, given) > 0.45 ? Colors.White : Color.FromHex("#1d2733");
            }
    }

    static void Cell(Plot plot, int x, int y, double share)
    {
        var cell = plot.Add.Rectangle(x - 0.5, x + 0.5, y - 0.5, y + 0.5);
        cell.FillColor = Look.Blue.WithAlpha(0.06 + 0.94 * share);
        cell.LineColor = Colors.White;
        cell.LineWidth = 1;
    }

    static double Share(ConfusionMatrix confusion, int label, int given) => confusion[label, given] / (double)confusion.Support(label);

    static NumericManual Ticks(IReadOnlyList<string> names, Func<int, double> place) =>
        new([.. names.Index().Select(pair => place(pair.Index))], [.. names.Select(name => Look.Short(name))]);
}
