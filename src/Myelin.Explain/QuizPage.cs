using System.Globalization;

namespace Myelin.Explain;

/// <summary>
/// A trace to be filled in: the first element of every matrix that is computed is a blank, and the answers stand at the end.
/// </summary>
sealed class QuizPage(TextWriter writer, int digits, bool all) : TracePage(writer, digits, all)
{
    readonly List<IReadOnlyList<string>> _answers = [];

    protected override void Begin(Walk walk)
    {
        Writer.Write("Fill in the numbered blanks with pencil and paper; the answers are at the end.\n\n");
        foreach ((string name, string value) in Chapters.Facts(walk.Lesson)) Writer.Write($"  {name,-12} {value}\n");
    }

    protected override void Title(string title) => Writer.Write($"\n── {title}\n");

    protected override void Note(string text)
    {
        if (!text.StartsWith("After each ≈", StringComparison.Ordinal)) Writer.Write($"  {text}\n");
    }

    protected override void Plain(string text) => Writer.Write($"  {text}\n");

    // what a model predicts is the last answer, and stands in its own lines
    protected override bool Has(Chapter chapter) => !chapter.IsPrediction;

    protected override void Open(Scene scene) => Writer.Write($"\n{$"{scene.Heading}   {scene.Note}".TrimEnd()}\n");

    protected override void Show(Figure figure, IReadOnlyList<string> worked)
    {
        string[][] cells = Cells(figure.Value);
        if (worked.Count > 0)
        {
            _answers.Add(worked);
            cells[0][0] = string.Create(CultureInfo.InvariantCulture, $"({_answers.Count}) ____");
        }
        // what is the same as a blank would give it away: x⁽²⁾ = a⁽¹⁾
        else if (figure.Symbol == "L" || figure.Formula.StartsWith("= ", StringComparison.Ordinal)) cells[0][0] = "____";
        Writer.Write($"  {figure.Head}\n");
        int width = cells.Max(row => row.Max(cell => cell.Length));
        foreach (string[] row in cells) Writer.Write($"      [ {string.Join("  ", row.Select(cell => cell.PadLeft(width)))} ]\n");
    }

    protected override void End()
    {
        Writer.Write("\n── Answers\n");
        for (int i = 0; i < _answers.Count; i++)
            for (int line = 0; line < _answers[i].Count; line++)
                Writer.Write(string.Create(CultureInfo.InvariantCulture, $"  {(line == 0 ? $"({i + 1})" : ""),-5} {_answers[i][line]}\n"));
    }
}
