using System.Buffers;
using System.Text;

namespace Myelin.Tabular.Reading;

/// <summary>Writes a table as CSV (RFC 4180, lines that end with a line feed): numbers with the fewest digits that read back as the same, dates as 2026-11-22.</summary>
static class CsvText
{
    /// <summary>Whatever some reading takes for more than a letter.</summary>
    static readonly SearchValues<char> s_special = SearchValues.Create(",;\t|\"\r\n#'");

    public static void Write(Table table, Stream stream)
    {
        char decimalSign = table.Options.DecimalSign, delimiter = decimalSign == ',' ? ';' : ',';
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(delimiter, table.Columns.Select(column => Quote(column.Name))));
        for (int row = 0; row < table.Rows; row++)
        {
            for (int i = 0; i < table.Columns.Count; i++)
            {
                if (i > 0) writer.Write(delimiter);
                Column column = table.Columns[i];
                string cell = column.Text(row) ?? "";
                writer.Write(column.Type == ColumnType.Number ? cell.Replace('.', decimalSign) : Quote(cell));
            }
            writer.WriteLine();
        }
    }

    static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(s_special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
