using System.Globalization;
using System.Text;

namespace Myelin.Tabular;

/// <summary>
/// Names and words that a person may take for the same: they differ in case, in blanks or in characters that are not visible.
/// </summary>
static class Lookalikes
{
    /// <summary>Pairs that are named of one list.</summary>
    const int MostPairs = 3;

    /// <summary>A sentence for each pair of names that look alike, and for a name with a character that is not visible.</summary>
    public static IEnumerable<string> OfNames(IReadOnlyList<string> names)
    {
        var pairs = Pairs(names);
        foreach ((string first, string second) in pairs.Take(MostPairs))
            yield return $"columns {Visible(first)} and {Visible(second)} differ only {How(first, second)}";
        if (pairs.Count > 0) yield break;
        foreach (string name in names.Where(name => name.Any(IsInvisible)).Take(MostPairs))
            yield return $"the name of column {Visible(name)} has a character that is not visible";
    }

    /// <summary>A sentence where words of a column look alike.</summary>
    /// <param name="what">what the words are: classes, categories</param>
    public static string? OfWords(string column, IReadOnlyCollection<string> words, string what)
    {
        var pairs = Pairs(words);
        if (pairs.Count == 0) return null;
        string list = string.Join("; ", pairs.Take(MostPairs).Select(pair =>
            $"{Visible(pair.First)} and {Visible(pair.Second)} differ only {How(pair.First, pair.Second)}"));
        string more =
            pairs.Count > MostPairs ? string.Create(CultureInfo.InvariantCulture, $"; and {pairs.Count - MostPairs} more pairs") : "";
        return $"{column} has different {what} that look alike: {list}{more}. If they are the same, write them alike";
    }

    static List<(string First, string Second)> Pairs(IReadOnlyCollection<string> words)
    {
        var (pairs, known) = (new List<(string, string)>(), new Dictionary<string, string>(words.Count));
        foreach (string word in words)
            if (!known.TryAdd(Plain(word).ToUpperInvariant(), word)) pairs.Add((known[Plain(word).ToUpperInvariant()], word));
        return pairs;
    }

    static string How(string first, string second)
    {
        if (first.Equals(second, StringComparison.OrdinalIgnoreCase)) return "in upper and lower case";
        bool blanks = Squeezed(first).Equals(Squeezed(second), StringComparison.OrdinalIgnoreCase);
        return blanks && !(first + second).Any(IsInvisible) ? "in blanks" : "in characters that are not visible";
    }

    /// <summary>The text without what is not visible, and with single blanks inside.</summary>
    static string Plain(string text) => Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', ' ') ? text
        : Squeezed(string.Concat(text.Where(c => !IsInvisible(c) || char.IsWhiteSpace(c))));

    static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether a character cannot be told from none, or from a blank.</summary>
    static bool IsInvisible(char c) =>
        c != ' ' && (char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control);

    /// <summary>A text in quotes, where what is not visible stands as its number.</summary>
    static string Visible(string text) => Cell.Quote(string.Concat(text.Select(c =>
        IsInvisible(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString())));
}
