using System.Text;

namespace Myelin.Fuzz.Targets;

/// <summary>CSV as RFC 4180 has it, read the slow and plain way: what an accepted file must hold.</summary>
static class PlainCsv
{
    /// <summary>The records, blank lines left out; null where the text is no such CSV.</summary>
    public static List<string[]>? Read(string text, char delimiter)
    {
        var records = new List<string[]>();
        var fields = new List<string>();
        int i = 0;
        bool content = false;
        while (i < text.Length)
        {
            if (!Field(text, ref i, delimiter, out string field, out bool quoted)) return null;
            fields.Add(field.Trim(' ', '\t'));
            content |= quoted || fields[^1].Length > 0;
            if (i < text.Length && text[i] == delimiter)
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
        quoted = text[i] == '"';
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
            return i == text.Length || text[i] == delimiter || text[i] is '\r' or '\n';
        }
        for (; i < text.Length && text[i] != delimiter && text[i] is not ('\r' or '\n'); i++) cell.Append(text[i]);
        field = cell.ToString();
        return true;
    }
}
