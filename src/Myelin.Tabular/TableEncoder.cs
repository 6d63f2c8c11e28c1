using System.Text.Json;
using System.Text.Json.Nodes;

namespace Myelin.Tabular;

/// <summary>A table's feature columns as a matrix of numbers, learned from training rows.</summary>
/// <param name="Dropped">columns that are of no use, each with its reason</param>
public sealed record TableEncoder(EquatableArray<ColumnEncoder> Columns, EquatableArray<(string Column, string Reason)> Dropped)
{
    /// <summary>More categories of a column than this share the last slot.</summary>
    public const int MostCategories = 100;

    public IReadOnlyList<string> Outputs => [.. Columns.SelectMany(column => column.Outputs)];

    public static TableEncoder Fit(Table table, string target, NumberScaling scaling = NumberScaling.Standard)
    {
        var columns = new List<ColumnEncoder>();
        var dropped = new List<(string, string)>();
        foreach (Column column in table.Columns.Where(column => column.Name != target))
        {
            int missing = column.MissingCount;
            if (missing == column.Rows)
                throw new TableException($"{table.Name}, column {column.Name}: every cell is missing. Leave the column out: --ignore {column.Name}.");
            if (column.Type == ColumnType.Text) dropped.Add((column.Name, "free text"));
            else if (column.DistinctCount == 1 && (missing == 0 || column.IsNumeric)) dropped.Add((column.Name, "constant"));
            else columns.Add(column.IsNumeric ? NumberEncoder.Fit(column, scaling) : CategoryEncoder.Fit(column, MostCategories));
        }
        if (columns.Count == 0)
            throw new TableException($"{table.Name} has no column to learn {target} from: {string.Join(", ", dropped.Select(column => $"{column.Item1} is {column.Item2}"))}.");
        return new((ColumnEncoder[])[.. columns], ((string, string)[])[.. dropped]);
    }

    /// <summary>[rows × Outputs], row-major.</summary>
    public float[] Apply(Table table)
    {
        int width = Columns.Sum(column => column.Outputs.Count), from = 0;
        var matrix = new float[table.Rows * width];
        foreach (ColumnEncoder column in Columns)
        {
            Check(table, column);
            if (table.Rows > 0) column.Apply(table, matrix.AsSpan(from), width);
            from += column.Outputs.Count;
        }
        return matrix;
    }

    static void Check(Table table, ColumnEncoder encoder)
    {
        Column column = table[encoder.Column];
        if (encoder is NumberEncoder && !column.IsNumeric && column.DistinctCount > 0)
            throw new TableException($"{table.Name}, column {column.Name}: the model was trained on numbers, but \"{Inference.Shortened(column.Values[0])}\" is none.");
        if (encoder is CategoryEncoder && column.IsNumeric)
            throw new TableException($"{table.Name}, column {column.Name}: the model was trained on texts, but the cells are numbers. Say --column \"{column.Name}:category\".");
    }

    public string ToJson()
    {
        var columns = new JsonArray();
        foreach (ColumnEncoder column in Columns)
            columns.Add(column switch
            {
                NumberEncoder n => new JsonObject { ["number"] = n.Column, ["median"] = n.Median, ["shift"] = n.Shift, ["divisor"] = n.Divisor, ["marks_missing"] = n.MarksMissing, ["date"] = n.IsDate },
                CategoryEncoder c => new JsonObject { ["category"] = c.Column, ["values"] = new JsonArray([.. c.Values.Select(value => (JsonNode)value!)]) },
                _ => throw new InvalidOperationException($"{column.GetType().Name} has no form in JSON."),
            });
        var dropped = new JsonObject();
        foreach ((string column, string reason) in Dropped) dropped[column] = reason;
        return new JsonObject { ["columns"] = columns, ["dropped"] = dropped }.ToJsonString();
    }

    public static TableEncoder FromJson(string json)
    {
        JsonNode root = JsonNode.Parse(json) ?? throw new JsonException("there is no encoder");
        ColumnEncoder[] columns = [.. root["columns"]!.AsArray().Select(node => node!["number"] is { } number
            ? (ColumnEncoder)new NumberEncoder((string)number!, (double)node["median"]!, (double)node["shift"]!, (double)node["divisor"]!, (bool)node["marks_missing"]!, (bool)node["date"]!)
            : new CategoryEncoder((string)node["category"]!, (string[])[.. node["values"]!.AsArray().Select(value => (string)value!)]))];
        return new(columns, ((string, string)[])[.. root["dropped"]!.AsObject().Select(pair => (pair.Key, (string)pair.Value!))]);
    }
}
