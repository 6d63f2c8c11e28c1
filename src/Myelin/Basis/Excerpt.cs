namespace Myelin.Basis;

/// <summary>Text from outside as an error may show it: on one line, and not long.</summary>
static class Excerpt
{
    const int Longest = 60;

    /// <summary>The text in quotes, cut after <see cref="Longest"/> characters.</summary>
    public static string Quote(string text) =>
        text.Length <= Longest ? $"\"{OneLine(text)}\"" : $"\"{OneLine(text[..Longest])}…\" ({text.Length} characters)";

    /// <summary>A message that quotes something endless keeps its beginning, and its end with what to do.</summary>
    public static string Short(string message) => message.Length <= 900 ? message : $"{message[..600]} … {message[^200..]}";

    /// <summary>No text may break or repaint a terminal's line.</summary>
    public static string OneLine(string text) => VisibleText.Of(text);
}
