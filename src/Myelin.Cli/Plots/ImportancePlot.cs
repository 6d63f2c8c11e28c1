using Myelin.Tabular;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Myelin.Cli.Plots;

/// <summary>How much the error grows when a column is shuffled; the line is a deviation over repetitions to either side.</summary>
static class ImportancePlot
{
    public const int MostColumns = 20;

    public static Plot Draw(IReadOnlyList<ColumnImportance> columns, string error)
    {
        columns = [.. columns.Take(MostColumns)];
        Plot plot = Look.NewPlot();
        Look.Apply(plot, "Feature importance (permutation)", $"growth of the {error} when the column is shuffled", "");
        for (int i = 0; i < columns.Count; i++)
        {
            double place = columns.Count - 1 - i, mean = columns[i].Mean;
            var bar = plot.Add.Rectangle(Math.Min(0, mean), Math.Max(0, mean), place - 0.36, place + 0.36);
            (bar.FillColor, bar.LineWidth) = (Look.Blue.WithAlpha(0.75), 0);
            if (double.IsFinite(columns[i].Deviation))
                plot.Add.Line(mean - columns[i].Deviation, place, mean + columns[i].Deviation, place).LineStyle =
                    new LineStyle { Color = Look.Orange, Width = 2 };
        }
        string[] names = [.. columns.Select(column => Look.Short(column.Column, 22))];
        plot.Axes.Left.TickGenerator = new NumericManual([.. names.Select((_, i) => (double)columns.Count - 1 - i)], names);
        plot.Axes.Left.TickLabelStyle.FontName = PlotFont.For(string.Concat(names));
        plot.Axes.Left.MajorTickStyle.Length = 0;
        double least = columns.Min(column => column.Mean - Finite(column.Deviation)),
            most = columns.Max(column => column.Mean + Finite(column.Deviation));
        double margin = Math.Max(0.04 * (most - Math.Min(0, least)), 1e-12);
        plot.Axes.SetLimits(Math.Min(0, least) - (least < 0 ? margin : 0), most + margin, -0.6, columns.Count - 0.4);
        return plot;
    }

    static double Finite(double deviation) => double.IsFinite(deviation) ? deviation : 0;
}
