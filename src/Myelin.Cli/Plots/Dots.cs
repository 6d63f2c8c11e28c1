using ScottPlot;
using SkiaSharp;

namespace Myelin.Cli.Plots;

/// <summary>
/// Points as filled circles. ScottPlot's own markers have a path effect, which SVG canvases complain about once for each point.
/// </summary>
sealed class Dots(double[] x, double[] y, Color color, float radius) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => x.Length == 0 ? AxisLimits.NoLimits : new(x.Min(), x.Max(), y.Min(), y.Max());

    public void Render(RenderPack rp)
    {
        using var paint =
            new SKPaint { Color = new SKColor(color.R, color.G, color.B, color.A), IsAntialias = true, Style = SKPaintStyle.Fill };
        for (int i = 0; i < x.Length; i++)
        {
            Pixel at = Axes.GetPixel(new Coordinates(x[i], y[i]));
            // a tenth of a pixel is fine enough, and half as long in a file
            rp.Canvas.DrawCircle(MathF.Round(at.X, 1), MathF.Round(at.Y, 1), radius, paint);
        }
    }
}
