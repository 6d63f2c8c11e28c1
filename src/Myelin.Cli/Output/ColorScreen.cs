using Myelin.Cli.Training;
using Spectre.Console;

namespace Myelin.Cli.Output;

/// <summary>A terminal; without colors where NO_COLOR says so.</summary>
sealed class ColorScreen : Screen
{
    readonly IAnsiConsole _console = AnsiConsole.Console;

    public override int Width => _console.Profile.Width;

    public override void Title(string text)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left, Style = Style.Parse("grey") });
    }

    public override void Line(params IReadOnlyList<Piece> pieces)
    {
        var line = new Paragraph { Overflow = Overflow.Fold };
        foreach (Piece piece in pieces) line.Append(piece.Text, StyleOf(piece.Ink));
        _console.Write(line);
        _console.WriteLine();
    }

    public override void Table(Grid grid)
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
        _console.Write(table);
    }

    public override EpochView Epochs() => new EpochBar(_console);

    public override WorkView Work() => new WorkBar(_console);

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
