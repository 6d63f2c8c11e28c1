namespace Myelin.Explain;

/// <summary>A figure as an equation of LaTeX: symbol, formula, matrix, and the numeric one beside it.</summary>
static class LatexMath
{
    public static string Equation(Figure figure, string[][] cells, string[][]? numeric)
    {
        bool isNote = figure.Formula.StartsWith('(') || figure.Formula.Length > 0 && figure.Formula[0] is not ('=' or ':');
        // what a formula's letters are stands behind the matrix: the last of them is not what is equal to it
        (string formula, string letters) = isNote ? ("", "") : Formulas.Apart(figure.Formula);
        string head = UnicodeMath.Latex(figure.Symbol) +
            (isNote ? $@" \text{{ {UnicodeMath.Escape(figure.Formula)}}}" : " " + UnicodeMath.Latex(formula));
        string beside = numeric is null ? "" : $@" \approx {Matrix(numeric)}";
        return $"{head.Trim()} = {Matrix(cells)}{beside}{(letters.Length > 0 ? $@", \quad {UnicodeMath.Latex(letters)}" : "")}";
    }

    static string Matrix(string[][] cells)
    {
        if (cells is [[var one]]) return Cell(one);
        return $@"\begin{{bmatrix}} {string.Join(@" \\ ", cells.Select(row => string.Join(" & ", row.Select(Cell))))} \end{{bmatrix}}";
    }

    static string Cell(string text) => text switch { "⋯" => @"\cdots", "⋮" => @"\vdots", "⋱" => @"\ddots", _ => UnicodeMath.Latex(text) };
}
