namespace Myelin.Tabular;

/// <summary>One column of a table: a name, a type, and a cell for each row that may be missing. It is never changed.</summary>
public abstract class Column
{
    private protected Column(string name, ColumnType type)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Type) = (name, type);
    }

    public string Name { get; }

    public ColumnType Type { get; }

    public abstract int Count { get; }

    public abstract bool IsMissing(int row);

    /// <summary>The cell as text, the same for equal cells; null where it is missing.</summary>
    public abstract string? Text(int row);

    /// <summary>The cell as a number (a boolean as 0 or 1, a date in days since 1970); NaN where it is missing or is no number.</summary>
    public abstract double Number(int row);

    /// <summary>These rows, in this order.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    /// <summary>The cells of columns like this one, one after the other; this one's are not taken unless it is among them.</summary>
    internal abstract Column Join(IReadOnlyList<Column> parts);

    /// <summary>How many different cells there are, missing ones not counted.</summary>
    public abstract int Distinct { get; }

    public int Missing
    {
        get
        {
            int missing = 0;
            for (int row = 0; row < Count; row++)
                if (IsMissing(row)) missing++;
            return missing;
        }
    }

    /// <summary>The first cell that is not missing, as text; null where all are.</summary>
    public string? Example
    {
        get
        {
            for (int row = 0; row < Count; row++)
                if (!IsMissing(row)) return Text(row);
            return null;
        }
    }

    private protected static T[] Take<T>(ReadOnlySpan<T> cells, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++) taken[i] = cells[rows[i]];
        return taken;
    }

    /// <summary>A column of numbers; NaN is a missing cell.</summary>
    public static Column Of(string name, params double[] cells) => new NumberColumn(name, cells);

    /// <summary>A column of words; null is a missing cell.</summary>
    public static Column Of(string name, params string?[] cells) => CategoryColumn.Of(name, ColumnType.Category, Refusal.IfNull(cells,
        nameof(cells)));

    /// <summary>A column of truth values; null is a missing cell.</summary>
    public static Column Of(string name, params bool?[] cells) => new BooleanColumn(name, [.. Refusal.IfNull(cells,
        nameof(cells)).Select(BooleanColumn.Code)]);

    /// <summary>A column of dates; null is a missing cell.</summary>
    public static Column Of(string name, params DateTime?[] cells) =>
        new DateColumn(name, [.. Refusal.IfNull(cells, nameof(cells)).Select(date => date?.Ticks ?? DateColumn.MissingTicks)]);

    public override string ToString() => $"{Name}: {ColumnTypeName.Of(Type)}, {Count} cells";
}
