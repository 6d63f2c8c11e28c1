using System.Buffers;

namespace Myelin.Tabular;

/// <summary>A cell's content as a message may show it.</summary>
static class Cell
{
    static readonly SearchValues<char> Plain = SearchValues.Create("_./:=,%+-");

    const int Longest = 40;

    public static string Quote(ReadOnlySpan<char> content) => content.Length <= Longest
        ? $"\"{content}\""
        : $"\"{content[..Longest]}…\" ({content.Length} characters)";

    /// <summary>An argument as a command line takes it: in quotes where it has anything that a shell might take.</summary>
    public static string Argument(string text) => text.Length > 0 && text.All(sign => char.IsLetterOrDigit(sign) || Plain.Contains(sign)) ? text : Quoted(text);

    /// <summary>An argument in single quotes, in which a shell takes nothing but them.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A cell as the value of an option; a long one is left out.</summary>
    public static string Missing(string cell) => $"--missing {(cell.Length > Longest ? "'…'" : Quoted(cell))}";
}
