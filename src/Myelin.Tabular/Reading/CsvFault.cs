namespace Myelin.Tabular;

/// <summary>What makes a text no CSV, and in which line.</summary>
sealed class CsvFault : Exception
{
    public CsvFault(int line, Advice problem) : base(problem.ToString()) => (Line, Problem) = (line, problem);

    /// <param name="bad">a character that no text has</param>
    public CsvFault(int line, char bad) => (Line, Bad, Problem) = (line, bad, "");

    public int Line { get; }

    public Advice Problem { get; }

    public char? Bad { get; }
}
