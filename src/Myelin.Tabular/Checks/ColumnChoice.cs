namespace Myelin.Tabular;

/// <summary>Which columns of a table can be learned from, and why others cannot.</summary>
static class ColumnChoice
{
    /// <param name="encoded">columns with an encoder of your own, which takes free text, too</param>
    /// <exception cref="InvalidFileException">No column can be learned from.</exception>
    public static (string[] Used, DroppedColumn[] Dropped) Of(
        Table table, string target, IReadOnlyCollection<string> ignore, IReadOnlyCollection<string> encoded)
    {
        string[] absent = [.. ignore.Union(encoded).Where(name => table.Find(name) is null)];
        if (absent.Length > 0) throw table.Invalid(table.Absent(absent));
        var (used, dropped) = (new List<string>(), new List<DroppedColumn>());
        foreach (Column column in table.Columns)
        {
            if (column.Name == target) continue;
            if (ignore.Contains(column.Name)) dropped.Add(new(column.Name, "ignored, as asked"));
            else if (Reason(table.Facts(column.Name), encoded) is string reason) dropped.Add(new(column.Name, reason));
            else used.Add(column.Name);
        }
        if (used.Count == 0) throw table.Invalid(NothingLeft(table, target, dropped));
        return ([.. used], [.. dropped]);
    }

    /// <summary>A note for each column of one value, of which only being there tells something.</summary>
    public static IEnumerable<Advice> Notes(Table table, IEnumerable<string> used) =>
        used.Select(table.Facts).Where(column => column.Distinct == 1 && column.Missing > 0)
            .Select(column => new Advice(
                $"{column.Name} has one distinct value, {Cell.Quote(column.Example)}, and {column.Missing} missing values: " +
                "learned from as present or missing"));

    static string? Reason(ColumnFacts column, IReadOnlyCollection<string> encoded)
    {
        int present = column.Count - column.Missing;
        if (present == 0) return "missing in every row";
        // where some cells are missing, being there is what the column says, unless it says it once
        if (column.Distinct == 1 && present == column.Count) return $"constant: every cell is {Cell.Quote(column.Example)}";
        if (present == 1) return $"a single cell, {Cell.Quote(column.Example)}";
        if (column.Distinct == 1) return null;
        return column.Type == ColumnType.Text && !encoded.Contains(column.Name) ? $"free text ({column.Distinct} distinct values)" : null;
    }

    static Advice NothingLeft(Table table, string target, List<DroppedColumn> dropped)
    {
        if (dropped.Count == 0)
            return new Advice($"has no column beside the target {target} to learn from. Is the delimiter the right one?")
                .Or("set it", SettingNames.Delimiter);
        string reasons = string.Join("; ", dropped.Take(5)) + (dropped.Count > 5 ? "; …" : "");
        var advice = new Advice($"has no column that {target} can be learned from ({reasons})");
        return table.Columns.Any(column => column.Type == ColumnType.Text)
            ? advice.Or("use a column of words as categories", SettingNames.Columns, "NAME:category") : advice;
    }
}
