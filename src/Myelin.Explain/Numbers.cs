using System.Globalization;
using System.Text.RegularExpressions;

namespace Myelin.Explain;

/// <summary>A matrix as the command line writes it: numbers separated by spaces or commas, rows by semicolons.</summary>
static partial class Numbers
{
    public static double[,] Matrix(string text)
    {
        double[][] rows = [.. text.Split(';', StringSplitOptions.TrimEntries).Where(row => row.Length > 0).Select(Row)];
        if (rows.Length == 0)
            throw new FormatException("There are no numbers. Write them with spaces between, and a ; between rows: \"0.1 0.2; 0.3 0.4\".");
        var matrix = new double[rows.Length, rows[0].Length];
        for (int r = 0; r < rows.Length; r++)
        {
            if (rows[r].Length != rows[0].Length)
                throw new FormatException($"Row {r + 1} has {Count(rows[r].Length)}, but row 1 has {Count(rows[0].Length)}.");
            for (int c = 0; c < rows[r].Length; c++) matrix[r, c] = rows[r][c];
        }
        return matrix;
    }

    public static string Shape(double[,] matrix) => $"{matrix.GetLength(0)} × {matrix.GetLength(1)}";

    public static double[] Flat(double[,] matrix) => [.. matrix.Cast<double>()];

    /// <summary>The largest |a − b| over two matrices of one shape.</summary>
    public static double Distance(double[,] a, double[,] b)
    {
        double largest = 0;
        for (int r = 0; r < a.GetLength(0); r++)
            for (int c = 0; c < a.GetLength(1); c++) largest = Math.Max(largest, Math.Abs(a[r, c] - b[r, c]));
        return largest;
    }

    // a blank separates, a comma with any blanks around it too; two commas would be a number forgotten
    static double[] Row(string row) =>
        [.. Separator().Split(row).Select(cell =>
            double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
                ? number
                : throw new FormatException(
                    cell.Length > 0 ? $"'{cell}' is not a finite number." : $"A number is missing beside a comma of '{row}'."))];

    [GeneratedRegex(@"\s*,\s*|\s+")]
    private static partial Regex Separator();

    static string Count(int count) => count == 1 ? "1 number" : $"{count} numbers";
}
