using Myelin.Basis;
using ScottPlot;

namespace Myelin.Cli.Plots;

/// <summary>What all plots have in common.</summary>
static class Look
{
    static readonly string[] s_series = ["#0b6fb8", "#d9731a", "#2f9e6b", "#a63d8f", "#7b8794", "#c0392b"];

    public static Color Blue { get; } = Color.FromHex("#0b6fb8");

    public static Color Orange { get; } = Color.FromHex("#d9731a");

    public static Color Grey { get; } = Color.FromHex("#7b8794");

    /// <summary>A color for each of several lines; apart by lightness too, for those who see few colors.</summary>
    public static Color Series(int i) => Color.FromHex(s_series[i % s_series.Length]);

    /// <summary>A plot in a font of this machine.</summary>
    public static Plot NewPlot()
    {
        PlotFont.Use();
        return new Plot();
    }

    public static void Apply(Plot plot, string title, string x, string y)
    {
        plot.Title(VisibleText.Of(title), 15);
        plot.XLabel(VisibleText.Of(x), 13);
        plot.YLabel(VisibleText.Of(y), 13);
        plot.Grid.MajorLineColor = Color.FromHex("#e6eaee");
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Legend.OutlineColor = Color.FromHex("#d5dce3");
        plot.Legend.ShadowColor = Colors.Transparent;
    }

    /// <summary>A name that fits on an axis.</summary>
    public static string Short(string name, int longest = 16)
    {
        string visible = VisibleText.Of(name);
        if (visible.Length <= longest) return visible;
        // no half of a pair is left
        return visible[..(char.IsHighSurrogate(visible[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }
}
