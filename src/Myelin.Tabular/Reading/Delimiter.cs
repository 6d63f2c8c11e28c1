namespace Myelin.Tabular.Reading;

/// <summary>Finds what separates a table's fields: the one of , ; tab and | that occurs most often in the first record, outside quotes.</summary>
static class Delimiter
{
    public const string Candidates = ",;\t|";

    /// <summary>The delimiter; of two that occur equally often, the first of , ; tab |; a comma where none occurs.</summary>
    public static char Find(ReadOnlySpan<char> start, char quote)
    {
        Span<int> counts = stackalloc int[Candidates.Length];
        bool quoted = false;
        foreach (char c in start.TrimStart("\r\n"))
        {
            if (c == quote) quoted = !quoted;
            else if (quoted) continue;
            else if (c is '\r' or '\n') break;
            else if (Candidates.IndexOf(c) is >= 0 and int candidate) counts[candidate]++;
        }
        int most = 0;
        for (int i = 1; i < counts.Length; i++)
            if (counts[i] > counts[most]) most = i;
        return Candidates[most];
    }

    public static string Name(char delimiter) => delimiter == '\t' ? "tab" : $"'{delimiter}'";
}
