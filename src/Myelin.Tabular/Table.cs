using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Myelin.Tabular;

/// <summary>Rows with named, typed columns; missing cells are explicit.</summary>
public sealed class Table
{
    internal Table(string name, IReadOnlyList<Column> columns, int[] lines) => (Name, Columns, Lines) = (name, columns, lines);

    /// <summary>A table from columns of equal length.</summary>
    public Table(params IReadOnlyList<Column> columns) : this("table", columns, [.. Enumerable.Range(1, columns.Count == 0 ? 0 : columns[0].Rows)])
    {
        if (columns.Count == 0) throw new ArgumentException("A table needs at least one column.");
        foreach (Column column in columns)
            if (column.Rows != Rows) throw new ArgumentException($"Column {column.Name} has {column.Rows} rows, but {columns[0].Name} has {Rows}.");
    }

    /// <summary>Where the rows come from, as errors name it.</summary>
    public string Name { get; }

    public IReadOnlyList<Column> Columns { get; }

    public int Rows => Lines.Length;

    /// <summary>The line (of a file) or number (of other sources) of each row.</summary>
    internal int[] Lines { get; }

    /// <summary>Reads a delimited text file: its delimiter, encoding and columns' types are found by reading.</summary>
    /// <exception cref="TableException">The file is no table that can be read without guessing.</exception>
    public static Table Read(string path, TableOptions? options = null)
    {
        if (Directory.Exists(path)) throw new TableException($"{path} is a folder. Expected a file.");
        if (!File.Exists(path)) throw new TableException($"{path} does not exist.");
        return TableReader.Read(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), Path.GetFileName(path), options ?? new());
    }

    /// <summary>Reads the rows of any database or library that offers a reader.</summary>
    public static Table Read(DbDataReader reader, string name = "query", TableOptions? options = null) => TableReader.Read(reader, name, options ?? new());

    public Column this[string name] => Find(name) ?? throw NoColumn(Name, name, [.. Columns.Select(column => column.Name)]);

    public Column? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <summary>These rows, in this order.</summary>
    public Table Select(ReadOnlySpan<int> rows)
    {
        int[] chosen = rows.ToArray();
        return new(Name, [.. Columns.Select(column => column.Select(chosen))], [.. chosen.Select(row => Lines[row])]);
    }

    /// <summary>Without a column.</summary>
    public Table Without(string name) => new(Name, [.. Columns.Where(column => column.Name != name)], Lines);

    /// <summary>Two tables of rows in random order, the first with this share of them; a function of the seed.</summary>
    /// <param name="stratify">a column whose values are to have the same shares in both</param>
    public (Table First, Table Second) Split(double share, ulong seed = 1, string? stratify = null)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentException(FormattableString.Invariant($"The share of the first table must be between 0 and 1, but {share} was given."));
        int[] rows = [.. Enumerable.Range(0, Rows)];
        new RandomStream(seed, RandomPurpose.Split).Shuffle(rows.AsSpan());
        Column? column = stratify is null ? null : this[stratify];
        var (first, second) = (new List<int>(), new List<int>());
        foreach (IGrouping<string?, int> group in rows.GroupBy(row => column?.Text(row)))
        {
            int[] members = [.. group];
            int count = (int)Math.Round(members.Length * share, MidpointRounding.AwayFromZero);
            first.AddRange(members[..count]);
            second.AddRange(members[count..]);
        }
        if (first.Count == 0 || second.Count == 0)
            throw new TableException(FormattableString.Invariant($"{Name} has {Rows} rows, too few to set {1 - share:P0} of them apart."));
        first.Sort();
        second.Sort();
        return (Select([.. first]), Select([.. second]));
    }

    /// <summary>The schema: a line for each column with type, missing and distinct cells, and an example.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Name}: {Rows} rows, {Columns.Count} columns");
        foreach (Column column in Columns)
        {
            int example = Enumerable.Range(0, Rows).FirstOrDefault(row => !column.IsMissing(row), -1);
            text.AppendLine().Append(CultureInfo.InvariantCulture,
                $"  {column.Name,-24} {column.Type,-10} {column.MissingCount,8} missing {column.DistinctCount,8} distinct   {(example < 0 ? "" : Inference.Shortened(column.Text(example)!))}");
        }
        return text.ToString();
    }

    internal static TableException NoColumn(string source, string column, IReadOnlyList<string> columns)
    {
        string? near = columns.FirstOrDefault(other => string.Equals(other.Trim(), column.Trim(), StringComparison.OrdinalIgnoreCase));
        string list = string.Join(", ", columns.Take(30)) + (columns.Count > 30 ? ", …" : "");
        return new($"{source} has no column {column}{(near is null ? "" : $"; did you mean {near}?")}. Its columns are {list}.");
    }
}
