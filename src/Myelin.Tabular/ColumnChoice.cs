using Myelin.Tabular.Reading;

namespace Myelin.Tabular;

/// <summary>Which columns of a table can be learned from, and why others cannot.</summary>
static class ColumnChoice
{
    /// <exception cref="InvalidFileException">No column can be learned from.</exception>
    public static (string[] Used, DroppedColumn[] Dropped) Of(Table table, string target, IReadOnlyCollection<string> ignore)
    {
        string[] absent = [.. ignore.Where(name => table.Find(name) is null)];
        if (absent.Length > 0) throw table.Invalid(table.Absent(absent));
        var (used, dropped) = (new List<string>(), new List<DroppedColumn>());
        foreach (Column column in table.Columns)
        {
            if (column.Name == target) continue;
            if (ignore.Contains(column.Name)) dropped.Add(new(column.Name, "ignored, as asked"));
            else if (Reason(table, table.Facts(column.Name)) is string reason) dropped.Add(new(column.Name, reason));
            else used.Add(column.Name);
        }
        if (used.Count == 0) throw table.Invalid(NothingLeft(table, target, dropped));
        return ([.. used], [.. dropped]);
    }

    static string? Reason(Table table, ColumnFacts column)
    {
        int present = column.Count - column.Missing;
        if (present == 0) return "missing in every row";
        if (column.Distinct == 1)
            return $"constant: every cell{(present < column.Count ? " that is not missing" : "")} is {Cell.Quote(column.Example)}";
        return column.Type == ColumnType.Text ? $"free text: {column.Distinct} different cells in {present}" : null;
    }

    static string NothingLeft(Table table, string target, List<DroppedColumn> dropped)
    {
        if (dropped.Count == 0) return $"has no column beside the target {target} to learn from. Is the delimiter the right one (--delimiter)?";
        string reasons = string.Join("; ", dropped.Take(5)) + (dropped.Count > 5 ? "; …" : "");
        return $"has no column that {target} can be learned from ({reasons})" +
            (table.Columns.Any(column => column.Type == ColumnType.Text) ? ". A column of words is used with --column NAME:category" : "");
    }
}
