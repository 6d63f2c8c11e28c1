using System.Globalization;
using System.Net;
using System.Text;
using Myelin.Basis;
using Myelin.Cli.Output;

namespace Myelin.Cli.Reporting;

/// <summary>Writes HTML; every text is escaped here.</summary>
sealed class Html
{
    readonly StringBuilder _text = new();

    public static string Escape(string text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    /// <summary>What is HTML already.</summary>
    public Html Raw(string html)
    {
        _text.Append(html).Append('\n');
        return this;
    }

    public Html Element(string name, string text, string attributes = "") =>
        Raw($"<{name}{(attributes.Length > 0 ? " " + attributes : "")}>{Escape(text)}</{name}>");

    /// <summary>A section with its heading and a sentence on how to read it.</summary>
    public Html Section(string id, string title, string says, Action inside)
    {
        Raw($"<section aria-labelledby=\"{id}-title\">").Element("h2", title, $"id=\"{id}-title\"");
        if (says.Length > 0) Element("p", says, "class=\"says\"");
        inside();
        return Raw("</section>");
    }

    /// <summary>A plot with its table beside it.</summary>
    public Html Figure(string svg, string caption, Action beside)
    {
        Raw("<div class=\"pair\"><figure>").Raw(svg).Element("figcaption", caption).Raw("</figure><div class=\"beside\">");
        beside();
        return Raw("</div></div>");
    }

    public Html Table(string caption, Grid grid)
    {
        Raw("<div class=\"wide\"><table>").Element("caption", caption).Raw("<thead><tr>");
        for (int c = 0; c < grid.Headers.Count; c++)
            Element("th", grid.HeaderOf(c), $"scope=\"col\"{(grid.IsRight(c) ? " class=\"number\"" : "")}");
        Raw("</tr></thead><tbody>");
        foreach (IReadOnlyList<Piece> row in grid.Rows)
        {
            _text.Append("<tr>");
            for (int c = 0; c < row.Count; c++)
            {
                string tag = c == 0 ? "th" : "td",
                    look = $"{(c == 0 ? " scope=\"row\"" : "")}{(grid.IsRight(c) ? " class=\"number\"" : "")}";
                _text.Append(CultureInfo.InvariantCulture, $"<{tag}{look}>{Escape(row[c].Text)}</{tag}>");
            }
            _text.Append("</tr>\n");
        }
        return Raw("</tbody></table></div>");
    }

    public override string ToString() => _text.ToString();
}
