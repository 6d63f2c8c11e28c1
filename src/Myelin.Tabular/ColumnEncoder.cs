namespace Myelin.Tabular;

/// <summary>Turns one column of a table into one or more columns of numbers; what it needs to know it learned from training rows.</summary>
public abstract record ColumnEncoder(string Column)
{
    /// <summary>Names of the columns that come out.</summary>
    public abstract IReadOnlyList<string> Outputs { get; }

    /// <summary>Writes every row's numbers: those of row r begin at r · stride.</summary>
    public abstract void Apply(Table table, Span<float> destination, int stride);
}
