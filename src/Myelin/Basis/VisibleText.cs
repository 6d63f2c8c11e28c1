using System.Globalization;
using System.Text;

namespace Myelin.Basis;

/// <summary>
/// Text from outside, as a screen, a page or a message may show it: every character that acts on its surroundings, or
/// that nobody sees, as an escape.
/// </summary>
/// <remarks>
/// Control characters (a terminal obeys them), line and paragraph separators, what turns the direction of text, what has no width, fillers
/// that look like spaces, private characters, and halves of surrogate pairs. The text stays on one line. Boucher and Anderson 2021,
/// "Trojan Source: Invisible Vulnerabilities", shows what such text can hide.
/// </remarks>
internal static class VisibleText
{
    /// <summary>The text with escapes such as <c>\u000a</c> and <c>\u{e0001}</c>; the very text where it needs none.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int i = 0;
        while (i < text.Length && IsPlain(text, i, out int length)) i += length;
        if (i == text.Length) return text;
        var shown = new StringBuilder(text, 0, i, text.Length + 16);
        while (i < text.Length)
        {
            bool plain = IsPlain(text, i, out int length);
            if (plain) shown.Append(text, i, length);
            else shown.Append(Escape(text, i, length));
            i += length;
        }
        return shown.ToString();
    }

    static bool IsPlain(string text, int at, out int length)
    {
        char first = text[at];
        length = 1;
        if (first is >= ' ' and <= '~') return true;
        length = char.IsHighSurrogate(first) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
        // of one half it says Surrogate
        return CharUnicodeInfo.GetUnicodeCategory(length == 2 ? char.ConvertToUtf32(first, text[at + 1]) : first) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => false,
            // letters and marks that nobody sees: fillers of Hangul, the blank of Braille, the joiner of
            // graphemes; and what is no character
            _ => first is not ('\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u2800' or '\u034F' or '\uFFFE' or '\uFFFF'),
        };
    }

    static string Escape(string text, int at, int length) =>
        length == 2 ? $"\\u{{{char.ConvertToUtf32(text[at], text[at + 1]):x}}}" : $"\\u{(int)text[at]:x4}";
}
