namespace Myelin.Tabular;

/// <summary>What makes a text no CSV, and in which line.</summary>
sealed class CsvFault : Exception
{
    public CsvFault(int line, string problem) : base(problem) => Line = line;

    /// <param name="bad">a character that no text has</param>
    public CsvFault(int line, char bad) => (Line, Bad) = (line, bad);

    public int Line { get; }

    public char? Bad { get; }
}
