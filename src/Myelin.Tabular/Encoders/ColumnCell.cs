namespace Myelin.Tabular;

/// <summary>One cell of a column, as an encoder sees it.</summary>
public readonly ref struct ColumnCell
{
    readonly Column _column;
    readonly int _row;

    internal ColumnCell(Column column, int row) => (_column, _row) = (column, row);

    public bool IsMissing => _column.IsMissing(_row);

    /// <summary>The cell as a number: a truth value as 0 or 1, a date in days since 1970; NaN where there is none.</summary>
    public double Number => _column.Number(_row);

    /// <summary>The cell as text, the same for equal cells; null where it is missing.</summary>
    public string? Text => _column.Text(_row);

    public override string ToString() => IsMissing ? "a missing cell" : Cell.Quote(Text);
}
