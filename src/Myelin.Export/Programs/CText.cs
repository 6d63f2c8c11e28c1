using System.Text;

namespace Myelin.Export;

/// <summary>Literals and comments of C.</summary>
static class CText
{
    /// <summary>A string of UTF-8 in ASCII alone.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (byte sign in Encoding.UTF8.GetBytes(text))
            if (sign is (byte)'"' or (byte)'\\' or (byte)'?') quoted.Append('\\').Append((char)sign);
            else if (sign is >= 32 and < 127) quoted.Append((char)sign);
            // three octal digits, so that no digit behind them is read with them
            else quoted.Append('\\').Append(Convert.ToString(sign, 8).PadLeft(3, '0'));
        return quoted.Append('"').ToString();
    }

    /// <summary>A text within a comment: on one line, and not its end.</summary>
    public static string Comment(string text) => string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign))
        .Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal).TrimEnd('\\');

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
