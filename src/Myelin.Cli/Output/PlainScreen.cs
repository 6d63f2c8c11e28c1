using System.Globalization;
using Myelin.Cli.Training;

namespace Myelin.Cli.Output;

/// <summary>Lines of plain text for files, pipes and programs.</summary>
sealed class PlainScreen(TextWriter writer) : Screen
{
    public override int Width => 120;

    protected override void WriteTitle(string text)
    {
        writer.WriteLine();
        writer.WriteLine($"── {text} {new string('─', Math.Max(2, 76 - LengthOf(text)))}");
    }

    protected override void WriteLine(IReadOnlyList<Piece> pieces) =>
        writer.WriteLine(string.Concat(pieces.Select(piece => piece.Text)).TrimEnd());

    protected override void WriteTable(Grid grid)
    {
        int columns = grid.Headers.Count;
        var widths = new int[columns];
        for (int c = 0; c < columns; c++)
            widths[c] = grid.Rows.Select(row => LengthOf(row[c].Text)).Append(LengthOf(grid.HeaderOf(c))).Max();
        if (grid.Headers.Any(header => header.Length > 0)) Row(c => grid.HeaderOf(c));
        foreach (IReadOnlyList<Piece> row in grid.Rows) Row(c => row[c].Text);

        void Row(Func<int, string> cell)
        {
            IEnumerable<string> cells = Enumerable.Range(0, columns).Select(c => Pad(cell(c), widths[c], grid.IsRight(c)));
            writer.WriteLine($"  {string.Join("  ", cells)}".TrimEnd());
        }
    }

    public override EpochView Epochs() => new EpochLines(writer);

    public override WorkView Work() => new WorkLines(writer);

    static string Pad(string text, int width, bool right)
    {
        var space = new string(' ', width - LengthOf(text));
        return right ? space + text : text + space;
    }

    /// <summary>Columns that the text takes: combining marks take none.</summary>
    internal static int LengthOf(string text) => new StringInfo(text).LengthInTextElements;
}
