namespace Myelin.Tabular;

/// <summary>How a table is read where the reader should not decide for itself.</summary>
public sealed record TableOptions
{
    /// <summary>The character between cells of a text file; null finds it in the first line among , ; tab and |.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Names for the columns of a file without a header line.</summary>
    public IReadOnlyList<string>? Header { get; init; }

    /// <summary>Texts that stand for a missing cell, beside the usual ones (empty, NA, N/A, NaN, nan, null, ?).</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Types of columns that are not to be inferred.</summary>
    public IReadOnlyDictionary<string, ColumnType> Columns { get; init; } = new Dictionary<string, ColumnType>();

    /// <summary>Columns that are left out.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Where given, only these columns are read, and each must be there.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    internal bool Wants(string column) => (Only is null || Only.Contains(column, StringComparer.Ordinal)) && !Ignore.Contains(column, StringComparer.Ordinal);

    internal bool IsMissing(string text) => Cells.Missing.Contains(text.Trim(), StringComparer.Ordinal) || Missing.Contains(text.Trim(), StringComparer.Ordinal);
}
