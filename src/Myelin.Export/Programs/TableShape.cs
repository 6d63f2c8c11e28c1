namespace Myelin.Export;

/// <summary>In which order the numbers of a matrix are written.</summary>
/// <param name="Columns">of the matrix</param>
/// <param name="Padded">columns that are written, zeros behind its own</param>
/// <param name="Panel">columns that stand together for all rows, before the next ones</param>
readonly record struct TableShape(int Columns, int Padded, int Panel)
{
    /// <summary>Row after row.</summary>
    public static TableShape Plain(int columns) => new(columns, columns, columns);

    /// <summary>The places of a row-major matrix in the order in which they are written; −1 for a zero.</summary>
    public IEnumerable<int> Places(int length)
    {
        int rows = length / Columns;
        for (int first = 0; first < Padded; first += Panel)
            for (int row = 0; row < rows; row++)
                for (int column = first; column < Math.Min(first + Panel, Padded); column++)
                    yield return column < Columns ? row * Columns + column : -1;
    }
}
