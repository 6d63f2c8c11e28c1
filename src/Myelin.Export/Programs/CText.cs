using System.Text;

namespace Myelin.Export;

/// <summary>Literals and comments of C.</summary>
static class CText
{
    /// <summary>A string of UTF-8 in ASCII alone.</summary>
    /// <exception cref="NotSupportedException">It holds the character 0, which ends a string of C.</exception>
    public static string Quote(string text)
    {
        if (text.Contains('\0'))
        {
            string shown = text.Replace("\0", "\\0", StringComparison.Ordinal);
            throw new NotSupportedException($"\"{shown}\" holds the character 0, which ends a string in C. Export to C#.");
        }
        var quoted = new StringBuilder("\"");
        foreach (byte sign in Encoding.UTF8.GetBytes(text))
            if (sign is (byte)'"' or (byte)'\\' or (byte)'?') quoted.Append('\\').Append((char)sign);
            else if (sign is >= 32 and < 127) quoted.Append((char)sign);
            // three octal digits, so that no digit behind them is read with them
            else quoted.Append('\\').Append(Convert.ToString(sign, 8).PadLeft(3, '0'));
        return quoted.Append('"').ToString();
    }

    /// <summary>A text within a comment: on one line, without the comment's end, a trigraph, or a backslash at the end.</summary>
    public static string Comment(string text)
    {
        string line = WholeText.Line(text).Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal)
            .Replace("??/", "?? /", StringComparison.Ordinal);
        return line.EndsWith('\\') ? $"{line} " : line;
    }

    public static string Number(double number) =>
        number < 0 ? $"(-{Tables.Literal(-number)})" : double.IsNaN(number) ? "NAN" : Tables.Literal(number);

    public static string Number(float number) => number < 0 ? $"(-{Tables.Literal(-number)})" : Tables.Literal(number);

    public static string List(IEnumerable<string> items)
    {
        var text = new StringBuilder();
        int column = 0;
        foreach (string item in items)
        {
            if (text.Length > 0) text.Append(',').Append(column > 100 ? "\n    " : " ");
            if (column > 100) column = 0;
            text.Append(item);
            column += item.Length + 2;
        }
        return text.ToString();
    }
}
