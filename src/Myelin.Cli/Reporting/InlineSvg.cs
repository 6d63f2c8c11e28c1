using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using SkiaSharp;

namespace Myelin.Cli.Reporting;

/// <summary>A plot as SVG within a page: its colors follow the page's, its text is the page's font, its names are its own.</summary>
static partial class InlineSvg
{
    /// <param name="id">other for each plot of a page</param>
    /// <param name="says">what the plot shows, for those who hear the page</param>
    public static string Of(Plot plot, string id, string says, int width = 560, int height = 420)
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream))
        {
            plot.FigureBackground.Color = plot.DataBackground.Color = Colors.Transparent;
            plot.Render(canvas, new PixelRect(0, width, height, 0));
        }
        string svg = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        string inside =
            svg[(svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1)..svg.LastIndexOf("</svg>", StringComparison.Ordinal)];
        inside = Background(inside, width, height);
        inside = Identifier().Replace(inside, match => $"{match.Groups[1].Value}{id}-{match.Groups[2].Value}");
        inside = Text().Replace(inside, Words);
        inside = Between().Replace(inside, "><");
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" " +
            $"aria-labelledby=\"{id}-says\"><title id=\"{id}-says\">{Html.Escape(says)}</title>{inside}</svg>";
    }

    static string Background(string svg, int width, int height) =>
        Regex.Replace(svg, $"<rect[^>]*width=\"{width}\" height=\"{height}\"/>", "", RegexOptions.CultureInvariant);

    // places of single letters are those of the font that measured them: in another, the word as a whole is made as long
    static string Words(Match match)
    {
        string[] places = match.Groups["x"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string size = match.Groups["size"].Value, first = places[0];
        double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        string length = places.Length < 3 ? "" : string.Create(CultureInfo.InvariantCulture,
            $" textLength=\"{(Number(places[^1]) - Number(first)) * places.Length / (places.Length - 1.0):0.##}\" " +
            $"lengthAdjust=\"spacingAndGlyphs\"");
        return $"<text{match.Groups["before"].Value} " +
            $"font-size=\"{size}\"{match.Groups["after"].Value} x=\"{first}\"{length} y=\"{match.Groups["y"].Value.Trim().TrimEnd(',')}\">";
    }

    [GeneratedRegex("(id=\"|url\\(#)(cl_\\w+|\\w+)(?=[\")])")]
    private static partial Regex Identifier();

    [GeneratedRegex("<text(?<before>[^>]*?) font-size=\"(?<size>[^\"]*)\"(?<after>[^>]*?) font-family=\"[^\"]*\" " +
        "x=\"(?<x>[^\"]*)\" y=\"(?<y>[^\"]*)\">")]
    private static partial Regex Text();

    [GeneratedRegex(">\\s+<")]
    private static partial Regex Between();
}
