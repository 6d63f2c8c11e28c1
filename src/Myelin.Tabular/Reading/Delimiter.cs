namespace Myelin.Tabular;

/// <summary>
/// Finds what separates a table's fields: the one of , ; tab and | that occurs most often in the first record, outside quotes.
/// </summary>
static class Delimiter
{
    public const string Candidates = ",;\t|";

    /// <summary>The delimiter; of two that occur equally often, the first of , ; tab |; a comma where none occurs.</summary>
    /// <param name="comment">what lines begin with that are passed over; null for none</param>
    public static char Find(ReadOnlySpan<char> start, char quote, string? comment = null)
    {
        Span<int> counts = stackalloc int[Candidates.Length];
        bool quoted = false;
        foreach (char c in FirstRecord(start, comment))
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

    static ReadOnlySpan<char> FirstRecord(ReadOnlySpan<char> text, string? comment)
    {
        while (true)
        {
            text = text.TrimStart("\r\n");
            ReadOnlySpan<char> line = text.TrimStart(" \t");
            bool blank = line is ['\r' or '\n', ..], passed = comment is not null && line.StartsWith(comment, StringComparison.Ordinal);
            int end = line.IndexOfAny('\r', '\n');
            if (!blank && !passed || end < 0) return text;
            text = line[end..];
        }
    }

    /// <summary>A delimiter that a text without the one that was looked for has; null for none.</summary>
    public static char? Other(ReadOnlySpan<char> text) => text.IndexOfAny(Candidates) is >= 0 and var at ? text[at] : null;

    public static string Name(char delimiter) => delimiter switch { '\t' => "tab", ' ' => "space", _ => $"'{delimiter}'" };
}
