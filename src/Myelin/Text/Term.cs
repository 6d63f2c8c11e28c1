namespace Myelin;

/// <summary>
/// A name with settings, as text: <c>name</c> or <c>name(key=value, …)</c>; a value may be a list <c>[a, b]</c> or a term itself.
/// </summary>
sealed record Term(string Name, IReadOnlyList<(string? Key, string Value)> Settings)
{
    /// <exception cref="FormatException">the text is no term</exception>
    public static Term Parse(string text)
    {
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? trimmed : trimmed[..open]).TrimEnd();
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new FormatException($"'{Excerpt(text)}' is not a name with settings: write name or name(key=value, …).");
        if (open < 0) return new(name, []);
        if (trimmed[^1] != ')') throw new FormatException($"'{Excerpt(text)}' does not end with the ) of its settings.");
        return new(name, [.. Split(trimmed[(open + 1)..^1], text).Select(Setting)]);
    }

    /// <summary>The items of a list <c>[a, b]</c>.</summary>
    public static IReadOnlyList<string> List(string text) => text.StartsWith('[') && text.EndsWith(']')
        ? Split(text[1..^1], text)
        : throw new FormatException($"'{Excerpt(text)}' is not a list: write [a, b].");

    // key=value, where the value may hold an = of its own inside brackets
    static (string? Key, string Value) Setting(string text)
    {
        int equals = text.IndexOfAny(['=', '(', '[']);
        return equals < 0 || text[equals] != '=' ? (null, text) : (text[..equals].TrimEnd(), text[(equals + 1)..].TrimStart());
    }

    /// <summary>Brackets in brackets, beyond which a text is taken for an attack on the stack of whoever reads it.</summary>
    const int DeepestNesting = 32;

    // at the commas outside brackets
    static List<string> Split(string inside, string whole)
    {
        var parts = new List<string>();
        int depth = 0, start = 0;
        for (int i = 0; i <= inside.Length; i++)
        {
            char c = i < inside.Length ? inside[i] : ',';
            if (c is '(' or '[' && ++depth > DeepestNesting)
                throw new FormatException($"'{Excerpt(whole)}' has brackets nested more than {DeepestNesting} deep.");
            if (c is ')' or ']' && --depth < 0) break;
            if (c != ',' || depth != 0) continue;
            parts.Add(inside[start..i].Trim());
            start = i + 1;
        }
        if (depth != 0) throw new FormatException($"The brackets of '{Excerpt(whole)}' do not match.");
        if (parts is [""]) return [];
        return parts.Contains("") ? throw new FormatException($"'{Excerpt(whole)}' has nothing between two commas.") : parts;
    }

    static string Excerpt(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
