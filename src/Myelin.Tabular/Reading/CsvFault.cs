namespace Myelin.Tabular.Reading;

/// <summary>What makes a text no CSV, and in which line.</summary>
sealed class CsvFault(int line, string problem) : Exception(problem)
{
    public int Line { get; } = line;
}
