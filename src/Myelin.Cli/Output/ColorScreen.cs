using Myelin.Cli.Training;
using Myelin.Explain;
using Spectre.Console;

namespace Myelin.Cli.Output;

/// <summary>A terminal; without colors where NO_COLOR says so.</summary>
sealed class ColorScreen(IAnsiConsole console) : Screen
{
    public override int Width => console.Profile.Width;

    protected override void WriteTitle(string text)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left, Style = Style.Parse("grey") });
    }

    protected override void WriteLine(IReadOnlyList<Piece> pieces)
    {
        var line = new Paragraph { Overflow = Overflow.Fold };
        foreach (Piece piece in pieces) line.Append(piece.Text, StyleOf(piece.Ink));
        console.Write(line);
        console.WriteLine();
    }

    protected override void WriteTable(Grid grid)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = Style.Parse("grey") };
        for (int c = 0; c < grid.Headers.Count; c++)
        {
            var column = new TableColumn(new Spectre.Console.Text(grid.HeaderOf(c), Style.Parse("grey")));
            table.AddColumn(grid.IsRight(c) ? column.RightAligned() : column);
        }
        table.ShowHeaders = grid.Headers.Any(header => header.Length > 0);
        foreach (IReadOnlyList<Piece> row in grid.Rows)
            table.AddRow(row.Select(cell => new Spectre.Console.Text(cell.Text, StyleOf(cell.Ink))));
        console.Write(table);
    }

    public override EpochView Epochs() => new EpochBar(console);

    public override WorkView Work() => new WorkBar(console);

    public override TResult Wait<TResult>(string what, Func<TResult> work) => console.Status().Start(Markup.Escape(what), _ => work());

    static Style StyleOf(Ink ink) => ink switch
    {
        Ink.Faint => new Style(Color.Grey),
        Ink.Strong => new Style(decoration: Decoration.Bold),
        Ink.Forward => new Style(Color.DeepSkyBlue1),
        Ink.Parameter => new Style(Color.Gold1),
        Ink.Backward => new Style(Color.HotPink),
        Ink.Good => new Style(Color.Green),
        Ink.Bad => new Style(Color.Red),
        _ => Style.Plain,
    };
}
