using System.Buffers;
using System.Text;

namespace Myelin.Tabular;

/// <summary>
/// Writes a table as CSV (RFC 4180, lines that end with a line feed): numbers with the fewest digits that read back as the same, dates as
/// 2026-11-22. Columns that are written otherwise in the table's source are so here, too: with their unit, or their format of dates.
/// </summary>
static class CsvText
{
    /// <summary>Whatever some reading takes for more than a letter.</summary>
    static readonly SearchValues<char> s_special = SearchValues.Create(",;\t|\"\r\n#'");

    public static void Write(Table table, Stream stream)
    {
        char decimalSign = table.Options.DecimalSign, delimiter = decimalSign == ',' ? ';' : ',';
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        TableOptions options = table.Options;
        Notation[] notations = [.. table.Columns.Select(column => options.Notations.GetValueOrDefault(column.Name) ?? options.Notation)];
        writer.WriteLine(string.Join(delimiter, table.Columns.Select(column => Quote(column.Name))));
        for (int row = 0; row < table.Rows; row++)
        {
            for (int i = 0; i < table.Columns.Count; i++)
            {
                if (i > 0) writer.Write(delimiter);
                writer.Write(Cell(table.Columns[i], row, decimalSign, notations[i]));
            }
            writer.WriteLine();
        }
    }

    static string Cell(Column column, int row, char decimalSign, Notation notation)
    {
        if (column.Text(row) is not { } text) return "";
        if (column is DateColumn dates) return Quote(NotationText.Date(dates[row]!.Value, notation));
        if (column.Type != ColumnType.Number) return Quote(text);
        string number = NotationText.Number(text, decimalSign, notation);
        return notation.Unit is null ? number : Quote(number);
    }

    static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(s_special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
