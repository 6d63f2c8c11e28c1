using System.Text;

namespace Myelin.Page.Tests;

/// <summary>Rows of a table as CSV.</summary>
static class Csv
{
    public static string Of(Table table, IReadOnlyList<string> columns, int rows, char delimiter = ',')
    {
        var text = new StringBuilder();
        text.AppendJoin(delimiter, columns.Select(Cell)).Append('\n');
        for (int row = 0; row < rows; row++)
            text.AppendJoin(delimiter, columns.Select(name => Cell(table[name].Text(row) ?? ""))).Append('\n');
        return text.ToString();
    }

    static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
