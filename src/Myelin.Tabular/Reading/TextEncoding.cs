using System.Globalization;
using System.Text;

namespace Myelin.Tabular;

/// <summary>Encodings of text by the names that people know them by, for <see cref="TableOptions.Encoding"/>.</summary>
public static class TextEncoding
{
    /// <summary>The names to suggest; others of .NET's code pages, such as windows-1250 and iso-8859-15, are known too.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["utf-8", "utf-16", "utf-16be", "utf-32", "windows-1252", "latin1", "ascii", "macintosh", "shift_jis", "gb18030"];

    /// <summary>
    /// The encoding of a name, or null where there is none. UTF-7 is none: it is not safe, and tables are not written in it.
    /// </summary>
    public static Encoding? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string key = name.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        if (key.StartsWith("cp", StringComparison.Ordinal)) key = key[2..].TrimStart('-');
        if (key.StartsWith("windows1", StringComparison.Ordinal)) key = key["windows".Length..];
        return key switch
        {
            "utf-8" or "utf8" or "utf-8-sig" or "65001" => Encoding.UTF8,
            "utf-16" or "utf16" or "utf-16le" or "utf-16-le" or "unicode" => Encoding.Unicode,
            "utf-16be" or "utf-16-be" => Encoding.BigEndianUnicode,
            "utf-32" or "utf32" or "utf-32le" or "utf-32-le" => Encoding.UTF32,
            "utf-32be" or "utf-32-be" => new UTF32Encoding(true, true),
            "latin1" or "latin-1" or "l1" or "iso-8859-1" or "iso8859-1" or "28591" => Encoding.Latin1,
            "ascii" or "us-ascii" => Encoding.ASCII,
            "utf-7" or "utf7" or "65000" => null,
            "mac-roman" or "macroman" => OfCodePages("macintosh"),
            "ansi" => OfCodePages("windows-1252"),
            _ => OfCodePages(key) ?? OfCodePages(name.Trim()),
        };
    }

    static Encoding? OfCodePages(string name)
    {
        try
        {
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int page)
                ? CodePagesEncodingProvider.Instance.GetEncoding(page)
                : CodePagesEncodingProvider.Instance.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
