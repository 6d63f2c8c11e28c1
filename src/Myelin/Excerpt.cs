using System.Text;

namespace Myelin;

/// <summary>Text from outside as an error may show it: on one line, and not long.</summary>
static class Excerpt
{
    const int Longest = 60;

    /// <summary>The text in quotes, cut after <see cref="Longest"/> characters.</summary>
    public static string Quote(string text) =>
        text.Length <= Longest ? $"\"{OneLine(text)}\"" : $"\"{OneLine(text[..Longest])}…\" ({text.Length} characters)";

    /// <summary>A message that quotes something endless keeps its beginning, and its end with what to do.</summary>
    public static string Short(string message) => message.Length <= 900 ? message : $"{message[..600]} … {message[^200..]}";

    /// <summary>Control characters and halves of surrogate pairs as escapes: no text may break or repaint a terminal's line.</summary>
    public static string OneLine(string text)
    {
        int i = 0;
        while (i < text.Length && !Unprintable(text[i])) i++;
        if (i == text.Length) return text;
        var line = new StringBuilder(text, 0, i, text.Length + 16);
        for (; i < text.Length; i++)
        {
            bool pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (pair) line.Append(text[i]).Append(text[++i]);
            else if (Unprintable(text[i])) line.Append($"\\u{(int)text[i]:x4}");
            else line.Append(text[i]);
        }
        return line.ToString();
    }

    // U+2028.. break lines, U+200E.. and U+202A.. turn the direction of what follows
    static bool Unprintable(char c) => char.IsControl(c) || char.IsSurrogate(c) ||
        c is '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
