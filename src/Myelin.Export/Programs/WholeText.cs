using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>Text for source files, which hold no half of a surrogate pair.</summary>
static class WholeText
{
    /// <summary>The text with U+FFFD for each half of a surrogate pair.</summary>
    public static string Of(string text) => string.Concat(text.EnumerateRunes());

    /// <summary>The text on one line: a blank for each line break, control or format character, which could reorder what is read.</summary>
    public static string Line(string text) => string.Concat(text.EnumerateRunes().Select(sign => IsHidden(sign) ? " " : sign.ToString()));

    // U+FFFE and U+FFFF are no characters of XML
    static bool IsHidden(Rune sign) => sign.Value is 0xFFFE or 0xFFFF || Rune.GetUnicodeCategory(sign) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
