using System.Globalization;
using System.Text;

namespace Myelin.Figures;

/// <summary>Curves over a grid, as SVG that is legible on light and dark pages.</summary>
public static class Chart
{
    const int Width = 320, Height = 200, Left = 30, Right = 10, Top = 24, Bottom = 20;

    /// <summary>A step from one point to the next of more than this is a jump, and is not drawn.</summary>
    const double Jump = 0.15;

    public static string Draw(string title, (double From, double To) x, params IReadOnlyList<Series> series)
    {
        (double low, double high) = Range(series);
        double X(double value) => Left + (value - x.From) / (x.To - x.From) * (Width - Left - Right);
        double Y(double value) => Top + (high - value) / (high - low) * (Height - Top - Bottom);

        var svg = new StringBuilder();
        Line(svg,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img">""");
        Line(svg, $"<title>{title}</title>");
        svg.Append("<style>text{font:10px sans-serif;fill:#57606a}.t{font-size:12px;fill:#24292f}" +
            ".g{stroke:#d0d7de;stroke-width:.5}.a{stroke:#8c959f}path{fill:none;stroke-width:1.8}.c0{stroke:#0969da;fill:#0969da}" +
            ".c1{stroke:#bc4c00;fill:#bc4c00;stroke-dasharray:4 2}.c2{stroke:#1a7f37;fill:#1a7f37;stroke-dasharray:1 " +
            "2}text.c0,text.c1,text.c2{stroke:none}path.c0,path.c1,path.c2{fill:none}@media(prefers-color-scheme:dark){text{fill:#8d96a0}" +
            ".t{fill:#e6edf3}.g{stroke:#30363d}.a{stroke:#6e7681}.c0{stroke:#58a6ff}.c1{stroke:#f0883e}.c2{stroke:#3fb950}" +
            "text.c0{fill:#58a6ff}text.c1{fill:#f0883e}text.c2{fill:#3fb950}}</style>\n");
        for (double tick = Math.Ceiling(x.From); tick <= x.To; tick++)
        {
            Line(svg,
                $"""<line class="{(tick == 0 ? "a" : "g")}" x1="{X(tick):F2}" y1="{Y(high):F2}" x2="{X(tick):F2}" y2="{Y(low):F2}"/>""");
            if (tick % 2 == 0) Line(svg, $"""<text x="{X(tick):F2}" y="{Height - 6}" text-anchor="middle">{tick}</text>""");
        }
        for (double tick = Math.Ceiling(low); tick <= high; tick++)
        {
            Line(svg,
                $"""<line class="{(tick == 0 ? "a" : "g")}" x1="{X(x.From):F2}" y1="{Y(tick):F2}" x2="{X(x.To):F2}" y2="{Y(tick):F2}"/>""");
            Line(svg, $"""<text x="{Left - 5}" y="{Y(tick) + 3:F2}" text-anchor="end">{tick}</text>""");
        }
        Line(svg, $"""<text class="t" x="{Left}" y="14">{title}</text>""");
        for (int i = 0; i < series.Count; i++)
        {
            int end = Width - Right - 46 * (series.Count - 1 - i);
            Line(svg, $"""<text class="c{i}" x="{end}" y="14" text-anchor="end">{series[i].Name}</text>""");
            Line(svg, $"""<path class="c{i}" d="{Path(series[i].Points, X, Y, low, high)}"/>""");
        }
        return svg.Append("</svg>\n").ToString();
    }

    static string Path(IReadOnlyList<(double X, double Y)> points, Func<double, double> x, Func<double, double> y, double low, double high)
    {
        var path = new StringBuilder();
        bool drawing = false;
        for (int i = 0; i < points.Count; i++)
        {
            bool inside = points[i].Y >= low && points[i].Y <= high;
            if (drawing && Math.Abs(points[i].Y - points[i - 1].Y) > Jump) drawing = false;
            if (inside) path.Append(CultureInfo.InvariantCulture, $"{(drawing ? "L" : "M")}{x(points[i].X):F2} {y(points[i].Y):F2}");
            drawing = inside;
        }
        return path.ToString();
    }

    /// <summary>Whole numbers around every curve, −3 to 4 at most.</summary>
    static (double Low, double High) Range(IReadOnlyList<Series> series)
    {
        double low = series.Min(s => s.Points.Min(p => p.Y)), high = series.Max(s => s.Points.Max(p => p.Y));
        return (Math.Clamp(Math.Floor(low), -3, -1) - 0.2, Math.Clamp(Math.Ceiling(high), 1, 4) + 0.2);
    }

    static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
