namespace Myelin.Cli.Output;

/// <summary>A table of text: headers, rows, and which columns stand at the right.</summary>
/// <param name="Headers">a text for each column; one that starts with &gt; stands at the right, with its cells</param>
sealed record Grid(params IReadOnlyList<string> Headers)
{
    public List<IReadOnlyList<Piece>> Rows { get; } = [];

    public string HeaderOf(int column) => IsRight(column) ? Headers[column][1..] : Headers[column];

    public bool IsRight(int column) => Headers[column].StartsWith('>');

    public Grid Add(params IReadOnlyList<Piece> cells)
    {
        Rows.Add(cells);
        return this;
    }
}
