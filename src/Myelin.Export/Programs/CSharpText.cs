using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>Literals and comments of C#.</summary>
static class CSharpText
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char sign in text)
            if (sign is '"' or '\\') quoted.Append('\\').Append(sign);
            else if (char.IsLetterOrDigit(sign) || sign is >= ' ' and <= '~') quoted.Append(sign);
            else quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}");
        return quoted.Append('"').ToString();
    }

    /// <summary>A text within a documentation comment of one line.</summary>
    public static string Comment(string text) => WholeText.Line(text).Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Number(double number) => double.IsNaN(number) ? "double.NaN" : CText.Number(number);
}
