namespace Myelin.Tabular;

/// <summary>A column that says what each row counts: 2 counts as the row twice, 0 as no row.</summary>
static class RowWeights
{
    /// <summary>Why such a column is no feature; a model's file keeps it.</summary>
    public const string Reason = "row weight";

    /// <exception cref="InvalidFileException">There is no such column; a weight is missing, no number, or
    /// below 0; or all are 0.</exception>
    public static double[] Of(Table table, string name)
    {
        Column column = table[name];
        if (column.Type is not (ColumnType.Number or ColumnType.Boolean))
            throw table.Invalid($"column {name} holds {ColumnTypeName.Of(column.Type)} cells, and row weights are numbers of 0 or more. " +
                "Choose another column");
        var weights = new double[table.Rows];
        for (int row = 0; row < weights.Length; row++)
        {
            if (column.IsMissing(row)) throw table.Invalid(row, name, "the row weight is missing. Fill it in; 0 leaves a row out");
            weights[row] = column.Number(row);
            if (weights[row] < 0)
                throw table.Invalid(row, name, $"the row weight {column.Text(row)} is below 0. Row weights are numbers of 0 or more");
        }
        return weights.Length == 0 || weights.Any(weight => weight > 0) ? weights
            : throw table.Invalid($"every row's {name} is 0, so no row counts. Choose another column");
    }

    /// <summary>As a network takes them: with a mean of 1, as only their ratios matter.</summary>
    public static float[] Scaled(double[] weights)
    {
        double largest = weights.Max(), mean = weights.Sum(weight => weight / largest) / weights.Length;
        return Array.ConvertAll(weights, weight => (float)(weight / largest / mean));
    }
}
