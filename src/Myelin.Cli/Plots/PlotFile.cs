using Myelin.Files;
using ScottPlot;
using SkiaSharp;

namespace Myelin.Cli.Plots;

/// <summary>Plots side by side in one file, SVG or PNG by its name.</summary>
static class PlotFile
{
    const int Width = 560, Height = 460;

    public static void Check(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".svg" or ".png"))
            throw CommandException.WrongUse($"--plot draws .svg and .png, but {path} ends otherwise.");
        FileCheck.Writable(path);
    }

    public static void Write(string path, IReadOnlyList<Plot> plots)
    {
        var page = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Columns() };
        page.RemovePlot(page.GetPlot(0));
        foreach (Plot plot in plots) page.AddPlot(plot);
        int width = Width * plots.Count;
        AtomicFile.Write(path, stream =>
        {
            if (path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) WritePng(page, width, stream);
            else WriteSvg(page, width, stream);
        });
    }

    // twice as many dots as units, for screens that have them
    static void WritePng(Multiplot page, int width, Stream stream)
    {
        const int scale = 2;
        using var bitmap = new SKBitmap(width * scale, Height * scale);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(scale);
            page.Render(canvas, new PixelRect(0, width, Height, 0));
        }
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        png.SaveTo(stream);
    }

    static void WriteSvg(Multiplot page, int width, Stream stream)
    {
        using SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, Height), stream);
        page.Render(canvas, new PixelRect(0, width, Height, 0));
    }
}
