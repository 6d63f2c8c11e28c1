namespace Myelin.Tabular;

/// <summary>A cell's content as a message may show it.</summary>
static class Cell
{
    const int Longest = 40;

    public static string Quote(ReadOnlySpan<char> content) => content.Length <= Longest
        ? $"\"{content}\""
        : $"\"{content[..Longest]}…\" ({content.Length} characters)";
}
