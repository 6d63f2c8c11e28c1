using System.Text;

namespace Myelin.Fuzz.Targets;

/// <summary>CSV as RFC 4180 has it, read the slow and plain way: what an accepted file must hold.</summary>
static class PlainCsv
{
    /// <summary>The text after lines that are skipped, and after one that says the delimiter.</summary>
    public static string Skip(string text, int lines, out char? delimiter)
    {
        for (; lines > 0; lines--) text = AfterLine(text);
        string first = text.Split('\r', '\n')[0].Trim('"');
        bool says = text.AsSpan().ContainsAny('\r', '\n') && first.Length == 5 &&
            first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
        delimiter = says ? first[4] : null;
        return says ? AfterLine(text) : text;
    }

    static string AfterLine(string text)
    {
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        if (end < 0) return "";
        return text[(end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1))..];
    }

    static string Blanks(char delimiter) => delimiter == '\t' ? " " : " \t";

    /// <summary>The records, blank lines and comments left out; null where the text is no such CSV.</summary>
    /// <param name="delimiter">a blank stands for a run of blanks and tabs</param>
    public static List<string[]>? Read(string text, char delimiter, string? comment = null)
    {
        var records = new List<string[]>();
        var fields = new List<string>();
        int i = 0;
        bool content = false;
        while (i < text.Length)
        {
            if (fields.Count == 0 && comment is not null &&
                text[i..].TrimStart([.. Blanks(delimiter)]).StartsWith(comment, StringComparison.Ordinal))
            {
                text = AfterLine(text[i..]);
                i = 0;
                continue;
            }
            if (delimiter == ' ' && text[i] is ' ' or '\t')
            {
                i++;
                if (i < text.Length) continue;
            }
            if (delimiter == ' ' && (i == text.Length || text[i] is '\r' or '\n'))
            {
                if (i < text.Length) i++;
                if (content || fields.Count > 1) records.Add([.. fields]);
                fields.Clear();
                content = false;
                continue;
            }
            if (!Field(text, ref i, delimiter, out string field, out bool quoted)) return null;
            fields.Add(field.Trim(' ', '\t'));
            content |= quoted || fields[^1].Length > 0;
            if (delimiter == ' ')
            {
                if (i < text.Length) continue;
            }
            else if (i < text.Length && text[i] == delimiter)
            {
                i++;
                if (i < text.Length) continue;
                fields.Add("");
            }
            else if (i < text.Length)
            {
                i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1;
            }
            if (content || fields.Count > 1) records.Add([.. fields]);
            fields.Clear();
            content = false;
        }
        return records;
    }

    // from i to the delimiter, the line's end or the text's
    static bool Field(string text, ref int i, char delimiter, out string field, out bool quoted)
    {
        var cell = new StringBuilder();
        int start = i;
        while (start < text.Length && Blanks(delimiter).Contains(text[start], StringComparison.Ordinal)) start++;
        quoted = start < text.Length && text[start] == '"';
        if (quoted) i = start;
        if (quoted)
        {
            for (i++; ; i++)
            {
                if (i == text.Length)
                {
                    field = "";
                    return false;
                }
                if (text[i] == '"' && (++i == text.Length || text[i] != '"')) break;
                cell.Append(text[i]);
            }
            field = cell.ToString();
            int end = i;
            while (i < text.Length && Blanks(delimiter).Contains(text[i], StringComparison.Ordinal)) i++;
            return i == text.Length || text[i] is '\r' or '\n' || (delimiter == ' ' ? i > end : text[i] == delimiter);
        }
        for (; i < text.Length && text[i] != delimiter && !(delimiter == ' ' && text[i] == '\t') && text[i] is not ('\r' or '\n'); i++)
            cell.Append(text[i]);
        field = cell.ToString();
        return true;
    }
}
