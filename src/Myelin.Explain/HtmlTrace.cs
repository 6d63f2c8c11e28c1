using System.Net;

namespace Myelin.Explain;

/// <summary>A trace as one page of HTML without scripts or other files: steps that open, matrices as tables.</summary>
sealed class HtmlTrace(TextWriter writer, int digits, bool all) : TracePage(writer, digits, all)
{
    bool _isOpen;

    protected override void Begin(Walk walk)
    {
        Writer.Write($$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            {{Generator.MarkOf("trace")}}
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Forward and backward propagation</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
            h2 { margin-top: 2.5rem; border-bottom: 1px solid #8888; }
            table.facts td { padding-right: 1.5rem; vertical-align: top; }
            details { margin: .6rem 0; padding-left: .6rem; border-left: 3px solid #8888; }
            summary { cursor: pointer; font-weight: 600; }
            .figure { margin: .8rem 0; overflow-x: auto; }
            .formula { font-family: ui-monospace, monospace; }
            .shape { opacity: .6; font-size: 85%; }
            table.matrix { border: solid currentColor; border-width: 0 2px; border-radius: 4px; display: inline-table;
              vertical-align: middle; margin: .2rem .4rem; }
            table.matrix td { font: 14px ui-monospace, monospace; text-align: right; padding: .05rem .5rem; }
            .worked { font: 14px ui-monospace, monospace; margin: .2rem 0 .2rem 1rem; white-space: pre-wrap; opacity: .85; }
            </style>
            </head>
            <body>
            <h1>Forward and backward propagation</h1>
            <table class="facts">

            """);
        foreach ((string name, string value) in Chapters.Facts(walk.Lesson))
            Writer.Write($"<tr><td>{name}</td><td>{Escape(value)}</td></tr>\n");
        Writer.Write("</table>\n");
    }

    protected override void Title(string title) => Writer.Write($"<h2>{Escape(title)}</h2>\n");

    protected override void Note(string text) => Writer.Write($"<p class=\"formula\">{Escape(text)}</p>\n");

    protected override void Plain(string text) => Writer.Write($"<p>{Escape(text)}</p>\n");

    // the first step is open, to show that there is something inside
    protected override void Open(Scene scene)
    {
        Writer.Write($"<details{(_isOpen ? "" : " open")}>\n" +
            $"<summary>{Escape(scene.Heading)} <span class=\"shape\">{Escape(scene.Note)}</span></summary>\n");
        _isOpen = true;
    }

    protected override void Show(Figure figure, IReadOnlyList<string> worked)
    {
        Writer.Write($"<div class=\"figure\"><span class=\"formula\">{Escape(figure.Head)}</span> <span " +
            $"class=\"shape\">{Shape(figure)}</span><br>{Table(Cells(figure.Value, figure.Numeric))}");
        if (figure.Numeric is { } numeric) Writer.Write($" ≈ {Table(Cells(numeric, figure.Value))}");
        foreach (string line in worked) Writer.Write($"<div class=\"worked\">{Escape(line)}</div>");
        Writer.Write("</div>\n");
    }

    protected override void Close(Scene scene) => Writer.Write("</details>\n");

    protected override void End() => Writer.Write("</body>\n</html>\n");

    static string Escape(string text) => WebUtility.HtmlEncode(VisibleText.Of(text));

    static string Table(string[][] cells)
    {
        IEnumerable<string> rows = cells.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{cell}</td>"))}</tr>");
        return $"<table class=\"matrix\">{string.Concat(rows)}</table>";
    }
}
