using Myelin.Basis;
using Myelin.Cli.Training;
using Myelin.Explain;

namespace Myelin.Cli.Output;

/// <summary>
/// Where a command writes for people: colors and a moving bar on a terminal, plain lines elsewhere. Names and notes come from files, so no
/// text reaches a screen before what a terminal would obey is made visible: here, and nowhere else.
/// </summary>
abstract class Screen
{
    /// <summary>Columns of a line.</summary>
    public abstract int Width { get; }

    /// <summary>A heading over what follows.</summary>
    public void Title(string text) => WriteTitle(VisibleText.Of(text));

    public void Line(params IReadOnlyList<Piece> pieces) => WriteLine(Visible(pieces));

    public void Table(Grid grid)
    {
        var visible = new Grid([.. grid.Headers.Select(VisibleText.Of)]);
        foreach (IReadOnlyList<Piece> row in grid.Rows) visible.Add(Visible(row));
        WriteTable(visible);
    }

    /// <summary>What shows a training.</summary>
    public abstract EpochView Epochs();

    /// <summary>What shows a work of several parts.</summary>
    public abstract WorkView Work();

    /// <summary>Runs work of a few seconds, which a terminal is told of while it lasts.</summary>
    public virtual TResult Wait<TResult>(string what, Func<TResult> work) => work();

    public void Blank() => Line();

    /// <summary>A name and its value, values in one column.</summary>
    public void Fact(string name, params IReadOnlyList<Piece> value) => Line([new($"  {name,-14} ", Ink.Faint), .. value]);

    protected abstract void WriteTitle(string text);

    protected abstract void WriteLine(IReadOnlyList<Piece> pieces);

    protected abstract void WriteTable(Grid grid);

    static Piece[] Visible(IReadOnlyList<Piece> pieces) => [.. pieces.Select(piece => piece with { Text = VisibleText.Of(piece.Text) })];

    public static Screen Create() =>
        Console.IsOutputRedirected ? new PlainScreen(Console.Out) : new ColorScreen(Spectre.Console.AnsiConsole.Console);
}
