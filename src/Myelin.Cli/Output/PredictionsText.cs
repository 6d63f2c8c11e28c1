using System.Globalization;
using System.Text;

namespace Myelin.Cli.Output;

/// <summary>Whether a CSV file is one that <c>myelin predict</c> wrote: by its header and by its numbers, which nobody types.</summary>
static class PredictionsText
{
    const int Head = 1 << 16;

    /// <summary>Digits that computed numbers have and typed ones have not.</summary>
    const int ManyDigits = 14;

    /// <param name="header">the first line of what this run writes: of the same model, and with the same columns carried along</param>
    public static bool IsOurs(string path, string header)
    {
        string text = FileHead.Text(path, Head);
        string[] lines = text.Split('\n');
        // the last may be cut off, or is the nothing after the last line's end
        string[][] rows = [.. lines[1..Math.Max(1, lines.Length - 1)].Select(Fields)];
        string[] names = Fields(lines[0]);
        bool same = lines[0] == header;
        if (lines.Length < 2 || rows.Any(row => row.Length != names.Length)) return false;
        int[] shares = [.. Enumerable.Range(0, names.Length)
            .Where(i => names[i].StartsWith("p(", StringComparison.Ordinal) && names[i].EndsWith(')'))];
        if (shares.Length >= 2 && (same || shares.Length == names.Length - 1)) return rows.All(row => IsShares(shares.Select(i => row[i])));
        if (names is [.., "low", "high"] && (same || names.Length == 3)) return rows.All(row => IsInterval(row[^2], row[^1]));
        // of a model that knows little, most predictions stand at the ends of the training range
        if (same && names[^1] == "flags") return true;
        return (same || names.Length == 1)
            && (rows.Length == 0 ? same : Enumerable.Range(0, names.Length).Any(i => rows.Any(row => IsComputed(row[i]))));
    }

    static bool IsShares(IEnumerable<string> cells)
    {
        double sum = 0;
        foreach (string cell in cells)
        {
            if (Number(cell) is not (>= 0 and <= 1 and var share)) return false;
            sum += share;
        }
        return Math.Abs(sum - 1) < 0.01;
    }

    static bool IsInterval(string low, string high) => IsTime(low) && IsTime(high)
        ? string.CompareOrdinal(low, high) <= 0
        : Number(low) <= Number(high);

    static bool IsComputed(string cell) =>
        IsTime(cell) || Number(cell) is not null && cell.TakeWhile(sign => sign is not ('e' or 'E')).Count(char.IsAsciiDigit) >= ManyDigits;

    static bool IsTime(string cell) =>
        DateTime.TryParseExact(cell, "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    static string[] Fields(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (char sign in line)
            if (sign == '"') quoted = !quoted;
            else if (sign == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(sign);
        return [.. fields, field.ToString()];
    }
}
