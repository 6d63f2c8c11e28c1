namespace Myelin.Explain;

/// <summary>A trace as a document of LaTeX, with amsmath alone.</summary>
sealed class LatexPage(TextWriter writer, int digits, bool all) : TracePage(writer, digits, all)
{
    protected override void Begin(Walk walk)
    {
        Writer.Write("""
            \documentclass[a4paper]{article}
            \usepackage[margin=2cm]{geometry}
            \usepackage{amsmath}
            \setcounter{MaxMatrixCols}{50}
            \setlength{\parindent}{0pt}
            \allowdisplaybreaks
            \begin{document}
            \section*{Forward and backward propagation}
            \begin{tabular}{ll}

            """);
        foreach ((string name, string value) in Chapters.Facts(walk.Lesson)) Writer.Write($"{name} & {Text(value)} \\\\\n");
        Writer.Write("\\end{tabular}\n");
    }

    protected override void Title(string title) => Writer.Write($"\n\\section*{{{Text(title)}}}\n");

    protected override void Note(string text) => Writer.Write($"{Text(text)}\n\n");

    protected override void Plain(string text) => Writer.Write($"{UnicodeMath.Escape(text)}\n\n");

    protected override void Open(Scene scene) =>
        Writer.Write($"\n\\subsection*{{{Text(scene.Heading)}{(scene.Note.Length > 0 ? $": {Text(scene.Note)}" : "")}}}\n");

    protected override void Show(Figure figure, IReadOnlyList<string> worked)
    {
        string equation = LatexMath.Equation(figure, Cells(figure.Value, figure.Numeric),
            figure.Numeric is { } numeric ? Cells(numeric, figure.Value) : null);
        string lines = string.Concat(worked.Select(line => $" \\\\\n& {UnicodeMath.Latex(line)}"));
        Writer.Write($"\\begin{{align*}}\n& {equation}{lines}\n\\end{{align*}}\n");
    }

    protected override void End() => Writer.Write("\\end{document}\n");

    // words with signs of mathematics among them: these are set as mathematics, with all that their brackets hold
    static string Text(string text)
    {
        var words = new List<string>();
        int depth = 0;
        foreach (string word in text.Split(' '))
        {
            if (depth > 0) words[^1] += $" {word}";
            else words.Add(word);
            depth = Math.Max(0, depth + word.Count(sign => sign == '(') - word.Count(sign => sign == ')'));
        }
        return string.Join(' ', words.Select(word => UnicodeMath.Has(word) ? $"${UnicodeMath.Latex(word)}$" : UnicodeMath.Escape(word)));
    }
}
