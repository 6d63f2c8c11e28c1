using System.CommandLine;
using System.Text;
using Myelin.Cli.Output;
using Myelin.Explain;
using ScottPlot;
using SkiaSharp;

namespace Myelin.Cli.Plots;

/// <summary>Plots side by side in one file, SVG or PNG by its name.</summary>
sealed class PlotFile
{
    const int Width = 560, Height = 460;

    readonly OutputFile _file;

    PlotFile(OutputFile file) => _file = file;

    public string Path => _file.Path;

    /// <summary>The file of an option; null where it is not given.</summary>
    public static PlotFile? IfGiven(ParseResult line, Option<string?> option)
    {
        if (line.GetValue(option) is not { } path) return null;
        string ending = System.IO.Path.GetExtension(path);
        return ending.ToLowerInvariant() is ".svg" or ".png"
            ? new(OutputFile.Of(line, option, OutputKind.Plot))
            : throw CommandException.WrongUse($"--plot {path}: unsupported file type {ending}; use .svg or .png.");
    }

    public void Write(IReadOnlyList<Plot> plots)
    {
        var page = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Columns() };
        page.RemovePlot(page.GetPlot(0));
        foreach (Plot plot in plots) page.AddPlot(plot);
        int width = Width * plots.Count;
        _file.Write(stream =>
        {
            if (Path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) WritePng(page, width, stream);
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
        PngMark.Write(stream, png.AsSpan());
    }

    static void WriteSvg(Multiplot page, int width, Stream stream)
    {
        using var bytes = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, Height), bytes))
            page.Render(canvas, new PixelRect(0, width, Height, 0));
        string svg = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        stream.Write(Encoding.UTF8.GetBytes(svg.Insert(svg.IndexOf("<svg", StringComparison.Ordinal), Generator.CommentOf("plot") + "\n")));
    }
}
