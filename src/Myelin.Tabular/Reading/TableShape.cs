using System.Runtime.InteropServices;
using Myelin.Basis;

namespace Myelin.Tabular;

/// <summary>What all sources of tables share: which columns are read, as what, and how they become a table.</summary>
static class TableShape
{
    /// <exception cref="ArgumentException">A word is both missing and kept.</exception>
    public static HashSet<string> Missing(TableOptions options)
    {
        if (options.KeepWords.FirstOrDefault(options.Missing.Contains) is { } both)
            throw Refusal.Argument($"{Cell.Quote(both)} cannot be both a missing value and a word that is kept.",
                nameof(options.KeepWords));
        if (options.KeepWords.Contains("")) throw Refusal.Argument("An empty cell is a missing value and cannot be kept as a word.",
            nameof(options.KeepWords));
        return [.. TableOptions.AlwaysMissing.Concat(options.Missing).Except(options.KeepWords)];
    }

    /// <summary>A builder for each column, null for those that are ignored.</summary>
    public static ColumnBuilder?[] Builders(
        IReadOnlyList<string> columns, Dictionary<string, ColumnType> types, TableOptions options, string name, bool canReread,
        WordBound? bound = null)
    {
        var known = columns.ToHashSet();
        string[] absent = [.. options.Columns.Keys.Concat(options.Notations.Keys).Concat(options.Ignore).Concat(options.Only ?? [])
            .Concat(options.Keep).Distinct().Where(column => !known.Contains(column))];
        if (absent.Length > 0) throw new InvalidFileException(name, Absent(absent, columns));
        int clearly = ColumnBuilder.ClearlyOf(columns.Count);
        ColumnBuilder?[] builders = [.. columns.Select(column => options.Ignore.Contains(column) || options.Only?.Contains(column) == false
            ? null
            : BuilderOf(column))];
        return Array.Exists(builders, builder => builder is not null)
            ? builders
            : throw new InvalidFileException(name, "has no column that is not ignored");

        ColumnBuilder BuilderOf(string column)
        {
            var form = CellForm.Of(options, column);
            return new(column, types.TryGetValue(column, out ColumnType type) ? type : form.Asked, canReread, form, bound, clearly)
            {
                IsTrained = options.AreTrained,
            };
        }
    }

    /// <summary>Whether a column's type was chosen, or how its cells are written, by a person or by a model.</summary>
    public static bool IsAsked(TableOptions options, string column) =>
        options.AreTrained || options.Columns.ContainsKey(column) || options.Notations.ContainsKey(column);

    /// <summary>That columns are not there, which one might be meant, and which there are.</summary>
    public static Advice Absent(IReadOnlyList<string> absent, IReadOnlyList<string> columns)
    {
        const int most = 20;
        string list = string.Join(", ", columns.Take(most)) + (columns.Count > most ? $" and {columns.Count - most} more" : "");
        string names = string.Join(", ", absent.Take(most).Select(name => Cell.Quote(name))) + (absent.Count > most ? ", …" : "");
        string? near = columns.FirstOrDefault(column => column.Equals(absent[0], StringComparison.OrdinalIgnoreCase)) ??
            NearMiss.Of(absent[0], columns);
        string has = $"has no column{(absent.Count == 1 ? "" : "s")} {names}.",
            its = columns.Count == 0 ? " It is empty" : $" Its columns are {list}";
        return Structure(absent[0], columns, has + its) ?? (near is null ? $"{has}{its}" : $"{has} Did you mean {Cell.Quote(near)}?{its}");
    }

    /// <summary>What may be wrong with the file where a column is not there: its delimiter, or a comment above its header.</summary>
    static Advice? Structure(string absent, IReadOnlyList<string> columns, string found)
    {
        if (columns.Count == 0) return null;
        string[] words = columns.Count == 1 ? columns[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) : [];
        if (words.Length > 1 && words.Contains(absent))
            return new Advice($"{found}. Are they separated by blanks?").Or("read them so", SettingNames.Delimiter, " ");
        return Preamble.SignOf(columns[0]) is not { } sign ? null
            : new Advice($"{found}. Is the first line a comment, and not the header?")
                .Or("leave comments out", SettingNames.Comment, sign).Or("skip the line", SettingNames.SkipLines, "1");
    }

    /// <summary>A table of all rows; or null, and every column's type, if they have to be read again.</summary>
    public static Table? Read(RowSource rows, Dictionary<string, ColumnType> types, TableOptions options, bool canReread)
    {
        ColumnBuilder?[] builders = Builders(rows.Columns, types, options, rows.Name, canReread);
        var kept = KeptCells.Of(rows, options);
        List<int> places = Take(rows, builders, int.MaxValue, kept);
        if (places.Count == 0 && !options.AllowEmpty) throw new InvalidFileException(rows.Name, rows.Empty);
        return Build(rows, builders, places, types, options, kept);
    }

    /// <summary>A table of the next rows, at most so many, of columns whose types are known; null where there are none.</summary>
    /// <param name="allowEmpty">whether a table without rows is one</param>
    public static Table? Some(
        RowSource rows, ColumnBuilder?[] builders, int most, Dictionary<string, ColumnType> types, TableOptions options,
        bool allowEmpty = false)
    {
        var kept = KeptCells.Of(rows, options);
        List<int> places = Take(rows, builders, most, kept);
        return places.Count == 0 && !allowEmpty ? null : Build(rows, builders, places, types, options, kept);
    }

    /// <summary>Where the rows stand that were taken.</summary>
    static List<int> Take(RowSource rows, ColumnBuilder?[] builders, int most, KeptCells? kept)
    {
        var places = new List<int>();
        while (places.Count < most && rows.Read())
        {
            for (int i = 0; i < builders.Length; i++)
                if (builders[i] is { } builder) rows.AddTo(builder, i, places.Count);
            kept?.Add(rows);
            places.Add(rows.Place);
        }
        return places;
    }

    /// <summary>The table; or null, and every column's type, if some cells have to be read again as what they turned out to be.</summary>
    static Table? Build(RowSource rows, ColumnBuilder?[] builders, List<int> lines, Dictionary<string, ColumnType> types,
        TableOptions options, KeptCells? kept)
    {
        RowPlaces places = RowPlaces.Of(rows.Unit, CollectionsMarshal.AsSpan(lines));
        var columns = new List<Column>();
        var read = new ColumnsRead();
        bool again = false;
        for (int i = 0; i < builders.Length; i++)
        {
            if (builders[i] is not { } builder) continue;
            Exception Invalid(int row, Advice problem) =>
                new InvalidFileException(rows.Name, problem.At($"{places[row]}, column {builder.Name}: "));
            if (builder.Form(Invalid) is { } form)
            {
                columns.Add(form.Column(builder.Numbers, builder.Codes, builder.Ticks));
                read.Add(form, builder, IsAsked(options, builder.Name), row => places[row]);
            }
            else (again, types[builder.Name]) = (true, builder.Verdict(Invalid));
            builders[i] = null;
        }
        return again ? null
            : new(rows.Name, columns, places, read.In(options, rows.Name))
            {
                ReadingNotes = [.. rows.Notes, .. read.Notes],
                Kept = kept?.Columns ?? [],
            };
    }
}
