using System.Globalization;
using Myelin.Numerics;

namespace Myelin.Explain;

/// <summary>A matrix as lines of text: brackets around it, numbers in columns, and dots for what does not fit.</summary>
static class MatrixText
{
    const string Dots = "⋯";

    /// <param name="format">as <see cref="FormatOf(double[,], int)"/> chooses it</param>
    /// <param name="mostRows">more rows than this are cut</param>
    /// <param name="mostWidth">columns of text that the lines may take</param>
    public static IReadOnlyList<string> Lines(double[,] matrix, string format, int mostRows = int.MaxValue, int mostWidth = int.MaxValue)
    {
        int rows = matrix.GetLength(0), columns = matrix.GetLength(1);
        int[] shownRows = Shown(rows, mostRows);
        int[] shownColumns = [.. Enumerable.Range(0, columns)];
        string[][] cells = Cells();
        int width = WidthOf(cells);
        if (LineWidth(shownColumns.Length) > mostWidth)
        {
            int most = Math.Max(3, (mostWidth - 2) / (width + 2));
            shownColumns = Shown(columns, most);
            cells = Cells();
            width = WidthOf(cells);
        }
        return [.. cells.Select((row, r) => Bracket(r, cells.Length, string.Join("  ", row.Select(cell => cell.PadLeft(width)))))];

        string[][] Cells() =>
            [.. shownRows.Select(r => shownColumns.Select(c => r < 0 || c < 0 ? Dots : Number(matrix[r, c], format)).ToArray())];
        int LineWidth(int count) => count * (width + 2) + 2;
    }

    /// <summary>The number in the format, without a sign where all its digits are 0.</summary>
    public static string Number(double number, string format)
    {
        string text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') && text.AsSpan(1).IndexOfAnyExcept('0', '.') < 0 ? text[1..] : text;
    }

    public static string Number(double number, int digits) => Number(number, FormatOf(new[,] { { number } }, digits));

    /// <summary>
    /// Digits after the point; after the first digit where all numbers are very small or one very large; none where all are whole.
    /// </summary>
    public static string FormatOf(double[,] matrix, int digits)
    {
        double largest = 0;
        bool whole = true;
        foreach (double number in matrix)
        {
            if (!double.IsFinite(number)) continue;
            largest = Math.Max(largest, Math.Abs(number));
            whole &= number == Math.Floor(number);
        }
        if (whole && largest < 1e6) return "0";
        return largest >= 1e6 || largest < PowerOfTen(-Math.Max(1, digits - 2)) ? $"0.{new string('0', digits)}e+00" : $"F{digits}";
    }

    /// <summary>10ⁿ</summary>
    public static double PowerOfTen(int n) => n >= 0 ? Elementary.Power(10, n) : 1 / Elementary.Power(10, -n);

    /// <summary>One format for a matrix and what it is compared with.</summary>
    public static string FormatOf(double[,] matrix, double[,]? beside, int digits)
    {
        string format = FormatOf(matrix, digits);
        return format == "0" && beside is not null && FormatOf(beside, digits) != "0" ? $"F{digits}" : format;
    }

    // −1 stands for what is left out
    static int[] Shown(int count, int most) => count <= most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, most - 2), -1, count - 1];

    static int WidthOf(string[][] cells) => cells.Max(row => row.Max(cell => cell.Length));

    static string Bracket(int row, int rows, string inside) => rows == 1 ? $"[ {inside} ]"
        : row == 0 ? $"⎡ {inside} ⎤"
        : row == rows - 1 ? $"⎣ {inside} ⎦"
        : $"⎢ {inside} ⎥";
}
