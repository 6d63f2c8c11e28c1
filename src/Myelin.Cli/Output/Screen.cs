using Myelin.Cli.Training;

namespace Myelin.Cli.Output;

/// <summary>Where a command writes for people: colors and a moving bar on a terminal, plain lines elsewhere.</summary>
abstract class Screen
{
    /// <summary>Columns of a line.</summary>
    public abstract int Width { get; }

    /// <summary>A heading over what follows.</summary>
    public abstract void Title(string text);

    public abstract void Line(params IReadOnlyList<Piece> pieces);

    public abstract void Table(Grid grid);

    /// <summary>What shows a training.</summary>
    public abstract EpochView Epochs();

    /// <summary>What shows a work of several parts.</summary>
    public abstract WorkView Work();

    public void Blank() => Line();

    /// <summary>A name and its value, values in one column.</summary>
    public void Fact(string name, params IReadOnlyList<Piece> value) => Line([new($"  {name,-14} ", Ink.Faint), .. value]);

    public static Screen Create() => Console.IsOutputRedirected ? new PlainScreen(Console.Out) : new ColorScreen();
}
