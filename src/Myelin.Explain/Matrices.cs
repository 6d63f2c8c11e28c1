namespace Myelin.Explain;

/// <summary>Rows of numbers as matrices, and back.</summary>
static class Matrices
{
    public static double[,] Of(IReadOnlyList<double> values, int rows)
    {
        int columns = values.Count / rows;
        var matrix = new double[rows, columns];
        for (int i = 0; i < values.Count; i++) matrix[i / columns, i % columns] = values[i];
        return matrix;
    }

    public static double[] Row(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(c => matrix[row, c])];

    /// <summary>One row of several matrices, below each other.</summary>
    public static double[,] RowOfEach(IReadOnlyList<double[,]> matrices, int row) =>
        Of([.. matrices.SelectMany(matrix => Row(matrix, row))], matrices.Count);
}
