using System.Globalization;
using System.Text;

namespace Myelin;

/// <summary>How names are written (kebab-case) and compared (letters and digits only, in any case).</summary>
static class Names
{
    public static bool Same(string a, string b) => Plain(a) == Plain(b);

    /// <summary>LeakyReLU, leaky_relu and leaky-relu are one name: leakyrelu.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>Whether a name is as all are written: leaky-relu.</summary>
    public static bool IsKebab(string? name) =>
        name is { Length: > 0 } && char.IsAsciiLetterLower(name[0]) && name[^1] != '-' &&
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>RowMean → row-mean</summary>
    public static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }

    /// <summary>A setting's value as text that reads back to the same value.</summary>
    public static string Write(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Enum word => Kebab(word.ToString()),
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<double> numbers => $"[{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]",
        IEnumerable<string> terms => $"[{string.Join(", ", terms)}]",
        _ => throw new NotSupportedException($"A setting of type {value.GetType()} has no text."),
    };
}
