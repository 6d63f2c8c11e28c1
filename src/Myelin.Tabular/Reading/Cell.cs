using System.Buffers;

namespace Myelin.Tabular.Reading;

/// <summary>A cell's content as a message may show it.</summary>
static class Cell
{
    static readonly SearchValues<char> OfShells = SearchValues.Create(" $&;|()<>*?'");

    const int Longest = 40;

    public static string Quote(ReadOnlySpan<char> content) => content.Length <= Longest
        ? $"\"{content}\""
        : $"\"{content[..Longest]}…\" ({content.Length} characters)";

    /// <summary>An argument as a command line takes it: in quotes where it has blanks or signs that a shell would take.</summary>
    public static string Argument(string text) => text.AsSpan().ContainsAny(OfShells) ? $"\"{text}\"" : text;
}
