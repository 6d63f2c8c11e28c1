namespace Myelin.Explain;

/// <summary>A trace as Markdown with mathematics between dollars, as most readers of Markdown show it.</summary>
sealed class MarkdownPage(TextWriter writer, int digits, bool all) : TracePage(writer, digits, all)
{
    protected override void Begin(Walk walk)
    {
        Writer.Write("# Forward and backward propagation\n\n| | |\n|---|---|\n");
        foreach ((string name, string value) in Chapters.Facts(walk.Lesson))
            Writer.Write($"| {name} | {value.Replace("|", @"\|", StringComparison.Ordinal)} |\n");
    }

    protected override void Title(string title) => Writer.Write($"\n## {title}\n");

    protected override void Note(string text) => Writer.Write($"\n{text.Replace("|", @"\|", StringComparison.Ordinal)}\n");

    protected override void Plain(string text) => Writer.Write($"\n    {text}\n");

    protected override void Open(Scene scene) => Writer.Write($"\n### {scene.Heading}{(scene.Note.Length > 0 ? $": {scene.Note}" : "")}\n");

    protected override void Show(Figure figure, IReadOnlyList<string> worked)
    {
        string[][] values = Cells(figure.Value, figure.Numeric);
        string[][]? differences = figure.Numeric is { } numeric ? Cells(numeric, figure.Value) : null;
        Writer.Write($"\n$$\n{LatexMath.Equation(figure, values, differences)}\n$$\n");
        if (worked.Count > 0) Writer.Write("\n");
        foreach (string line in worked) Writer.Write($"- ${UnicodeMath.Latex(line)}$\n");
    }
}
