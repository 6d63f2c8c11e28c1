namespace Myelin.Tabular;

/// <summary>The rows of a file or a query, one after another; a row's cells go to the columns that are built of them.</summary>
abstract class RowSource(string name, string unit) : IDisposable
{
    /// <summary>What messages call it.</summary>
    public string Name => name;

    /// <summary>What a place is: "line" or "row".</summary>
    public string Unit => unit;

    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Where the current row stands.</summary>
    public abstract int Place { get; }

    /// <summary>What is wrong where there is no row at all.</summary>
    public abstract string Empty { get; }

    /// <summary>What was noticed about the source so far; complete after the last row.</summary>
    public virtual IEnumerable<ReadingNote> Notes => [];

    /// <summary>Goes to the next row.</summary>
    public abstract bool Read();

    /// <summary>Adds the current row's cell of a column.</summary>
    /// <param name="row">what the builder calls the row in its errors</param>
    public abstract void AddTo(ColumnBuilder builder, int column, int row);

    /// <summary>The current row's cell as it is written; empty where a database has none.</summary>
    public abstract string Text(int column);

    public InvalidFileException Invalid(int place, string column, Advice problem) =>
        new(name, problem.At($"{unit} {place}, column {column}: "));

    public abstract void Dispose();
}
