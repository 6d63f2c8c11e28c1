
namespace Myelin.Explain;

/// <summary>A trace as a page in a format of its own: what every format writes, in its order.</summary>
abstract class TracePage(TextWriter writer, int digits, bool all)
{
    const int MostRows = 12, MostColumns = 12;

    protected TextWriter Writer { get; } = writer;

    protected int Digits { get; } = digits;

    public void Write(Walk walk)
    {
        Begin(walk);
        foreach (Chapter chapter in Chapters.Of(walk, Digits).Where(Has)) Write(chapter);
        End();
    }

    void Write(Chapter chapter)
    {
        Title(chapter.Title);
        foreach (string note in chapter.Notes) Note(note);
        foreach (string text in chapter.Texts) Plain(text);
        foreach (Scene scene in chapter.Scenes)
        {
            Open(scene);
            foreach (Figure figure in scene.Figures) Show(figure, Lines(figure.Worked));
            Close(scene);
        }
    }

    IReadOnlyList<string> Lines(IReadOnlyList<WorkedLine> worked) => [.. worked.SelectMany(line => line.Lines(Digits))];

    protected abstract void Begin(Walk walk);

    protected abstract void Title(string title);

    /// <summary>A line with formulas in it.</summary>
    protected abstract void Note(string text);

    /// <summary>A line of words, names of files among them.</summary>
    protected abstract void Plain(string text);

    protected virtual bool Has(Chapter chapter) => true;

    /// <param name="scene">a layer, or the loss, or the update</param>
    protected abstract void Open(Scene scene);

    /// <param name="worked">its first element, worked out</param>
    protected abstract void Show(Figure figure, IReadOnlyList<string> worked);

    protected virtual void Close(Scene scene) { }

    protected virtual void End() { }

    /// <summary>The cells of a matrix; of a large one the first rows and columns, dots, and the last.</summary>
    protected string[][] Cells(double[,] matrix, double[,]? beside = null)
    {
        string format = MatrixText.FormatOf(matrix, beside, Digits);
        int[] rows = Places(matrix.GetLength(0), MostRows), columns = Places(matrix.GetLength(1), MostColumns);
        return [.. rows.Select(r => columns.Select(c => r < 0 || c < 0 ? Dots(r, c) : MatrixText.Number(matrix[r, c], format)).ToArray())];
    }

    static string Dots(int row, int column) => row < 0 && column < 0 ? "⋱" : row < 0 ? "⋮" : "⋯";

    int[] Places(int count, int most) =>
        all || count <= most ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, most - 2), -1, count - 1];

    protected static string Shape(Figure figure) => $"{figure.Value.GetLength(0)} × {figure.Value.GetLength(1)}";
}
