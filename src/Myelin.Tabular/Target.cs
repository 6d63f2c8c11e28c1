using System.Globalization;

namespace Myelin.Tabular;

/// <summary>The column to predict: which task it makes, why, and its classes.</summary>
/// <param name="Reason">in words, to be said out loud</param>
/// <param name="Classes">sorted; empty for regression</param>
public sealed record Target(string Column, TabularTask Task, string Reason, EquatableArray<string> Classes)
{
    /// <summary>More integers than this, from 0 or 1 on, are numbers rather than codes of classes.</summary>
    const int MostCodes = 20;

    public static Target Of(Table table, string name, TabularTask? wanted)
    {
        Column column = table[name];
        for (int row = 0; row < column.Rows; row++)
            if (column.IsMissing(row))
                throw new TableException($"{table.Name}, line {table.Lines[row]}, column {name}: the target is missing. Remove the row, or fill the cell.");
        (TabularTask task, string reason) = wanted is { } given ? (given, "as asked") : Detect(column);
        if (task == TabularTask.Regression)
        {
            if (!column.IsNumeric)
                throw new TableException($"{table.Name}, line {table.Lines[0]}, column {name}: regression needs numbers, but there is \"{Inference.Shortened(column.Text(0)!)}\".");
            return new(name, task, reason, []);
        }
        return new(name, task, reason, Sorted(table, column));
    }

    /// <summary>The class of each row as its place among <see cref="Classes"/>.</summary>
    public int[] Labels(Table table)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < Classes.Count; k++) places.Add(Classes[k], k);
        Column column = table[Column];
        var labels = new int[column.Rows];
        for (int row = 0; row < labels.Length; row++)
        {
            string where = $"{table.Name}, line {table.Lines[row]}, column {Column}";
            string text = column.Text(row) ?? throw new TableException($"{where}: the target is missing.");
            if (!places.TryGetValue(text, out labels[row]))
                throw new TableException($"{where}: the class \"{Inference.Shortened(text)}\" is none of the model's: {string.Join(", ", Classes.Take(20))}.");
        }
        return labels;
    }

    /// <summary>The number of each row.</summary>
    public double[] Numbers(Table table)
    {
        Column column = table[Column];
        if (!column.IsNumeric) throw new TableException($"{table.Name}, column {Column}: the model predicts numbers, but the cells are texts.");
        var numbers = new double[column.Rows];
        for (int row = 0; row < numbers.Length; row++)
            numbers[row] = column.IsMissing(row) ? throw new TableException($"{table.Name}, line {table.Lines[row]}, column {Column}: the target is missing.") : column.Number(row);
        return numbers;
    }

    static (TabularTask, string) Detect(Column column)
    {
        if (!column.IsNumeric) return (TabularTask.Classification, "its cells are texts");
        double[] distinct = [.. Enumerable.Range(0, column.Rows).Select(column.Number).Distinct().Order()];
        if (distinct.Length == 2) return (TabularTask.Classification, "it has two values");
        bool codes = distinct.Length is > 2 and <= MostCodes && distinct[0] is 0 or 1 && distinct.Index().All(pair => pair.Item == distinct[0] + pair.Index);
        return codes
            ? (TabularTask.Classification, $"its values are the codes {distinct[0]} to {distinct[^1]}")
            : (TabularTask.Regression, string.Create(CultureInfo.InvariantCulture, $"it has {distinct.Length} different numbers"));
    }

    static string[] Sorted(Table table, Column column)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < column.Rows; row++) counts[column.Text(row)!] = counts.GetValueOrDefault(column.Text(row)!) + 1;
        if (counts.Count == 1)
            throw new TableException($"{table.Name}, column {column.Name}: every row is of the class \"{Inference.Shortened(counts.Keys.First())}\", so there is nothing to learn.");
        if (counts.Values.All(count => count == 1))
            throw new TableException($"{table.Name}, column {column.Name}: each of its {counts.Count} classes has a single row, so there is nothing to learn from and nothing to check on. {Missing(table)}Is {column.Name} the right target?");
        if (counts.Count > 1000 && 2 * counts.Count > column.Rows)
            throw new TableException($"{table.Name}, column {column.Name}: {counts.Count} classes in {column.Rows} rows. Is it a name or a number rather than a class?");
        return [.. column.IsNumeric
            ? counts.Keys.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture))
            : counts.Keys.Order(StringComparer.Ordinal)];
    }

    static string Missing(Table table)
    {
        Column[] columns = [.. table.Columns.Where(column => column.MissingCount > 0)];
        return columns.Length == 0 ? "" : $"Cells are missing in {string.Join(", ", columns.Select(column => column.Name))}. ";
    }
}
