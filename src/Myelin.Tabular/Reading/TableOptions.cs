using System.Text;

namespace Myelin.Tabular;

/// <summary>How a table is read; every default is found out by reading.</summary>
public sealed record TableOptions
{
    readonly char? _decimalSign;

    /// <summary>Cells that are missing values, whatever else is said; compared exactly, after blanks around the cell are removed.</summary>
    public static IReadOnlyList<string> AlwaysMissing { get; } = ["", "NA", "N/A", "NaN", "nan", "null", "?"];

    /// <summary>
    /// What separates the fields: null for the one of , ; tab and | that occurs most often in the first line. A blank stands for a run of
    /// blanks and tabs, so that columns may be aligned.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>Lines to leave out at the beginning, such as a title, whatever they hold. Errors count them.</summary>
    public int SkipLines { get; init; }

    /// <summary>
    /// What a line begins with that is a comment and no row, such as #, after blanks or without; null where every line is a row.
    /// </summary>
    public string? Comment { get; init; }

    /// <summary>Encloses fields that hold a delimiter, a quote (written twice) or a new line.</summary>
    public char Quote { get; init; } = '"';

    /// <summary>Whether the first line names the columns; without it they are column1, column2, …</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The decimal sign of numbers: a point or a comma.</summary>
    public char DecimalSign { get => _decimalSign ?? '.'; init => _decimalSign = value; }

    /// <summary>The same; null where nobody said it.</summary>
    internal char? GivenDecimalSign => _decimalSign;

    /// <summary>
    /// What groups the thousands of numbers, strictly in threes: a comma, a point, a blank (of any width) or an apostrophe; null for none.
    /// </summary>
    public char? Thousands { get; init; }

    /// <summary>The file's encoding: null for what its byte order mark says, and UTF-8 without one.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Types of columns, by name, that are not to be found out.</summary>
    public IReadOnlyDictionary<string, ColumnType> Columns
    {
        get;
        init => field = Refusal.IfNull(value, nameof(Columns));
    } = new Dictionary<string, ColumnType>();

    /// <summary>More cells that are missing values, beside <see cref="AlwaysMissing"/>.</summary>
    public IReadOnlyCollection<string> Missing { get; init => field = Refusal.IfNull(value, nameof(Missing)); } = [];

    /// <summary>Words that are not missing values, although <see cref="AlwaysMissing"/> has them: NA where it is a country.</summary>
    public IReadOnlyCollection<string> KeepWords { get; init => field = Refusal.IfNull(value, nameof(KeepWords)); } = [];

    /// <summary>How cells of any column may be written; it is applied to the columns whose cells fit.</summary>
    public Notation Notation { get; init => field = Refusal.IfNull(value, nameof(Notation)); } = new();

    /// <summary>How the cells of columns are written, by name; every cell of such a column must fit.</summary>
    public IReadOnlyDictionary<string, Notation> Notations
    {
        get;
        init => field = Refusal.IfNull(value, nameof(Notations));
    } = new Dictionary<string, Notation>();

    /// <summary>What was seen while the columns were read, and may have to be said.</summary>
    internal IReadOnlyDictionary<string, ColumnRemarks> Remarks { get; init; } = new Dictionary<string, ColumnRemarks>();

    /// <summary>The only columns that are read; null for all.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }

    /// <summary>
    /// Columns whose cells are carried through as they are written, beside what is read of them: see <see cref="Table.Kept"/>.
    /// </summary>
    public IReadOnlyCollection<string> Keep { get; init => field = Refusal.IfNull(value, nameof(Keep)); } = [];

    /// <summary>Whether the types are those that a model was trained with, which nobody can choose any more.</summary>
    internal bool AreTrained { get; init; }

    /// <summary>Columns that are not read.</summary>
    public IReadOnlyCollection<string> Ignore { get; init => field = Refusal.IfNull(value, nameof(Ignore)); } = [];

    /// <summary>Whether a source with columns and no rows is a table of 0 rows; otherwise it is an error.</summary>
    public bool AllowEmpty { get; init; }

    internal void CheckStructure()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(SkipLines, nameof(SkipLines));
        if (Comment is not null && (Comment.AsSpan().Trim().IsEmpty || Comment.AsSpan().ContainsAny('\r', '\n') || Comment[0] == Quote))
            throw new ArgumentException("A comment begins with a sign or a word, not with a blank, a quote or a new line.",
                nameof(Comment));
        if (Delimiter is { } delimiter && (delimiter == Quote || delimiter is '\r' or '\n' or '\0'))
            throw new ArgumentException("The delimiter must be a sign that is neither the quote nor a new line.", nameof(Delimiter));
    }
}
