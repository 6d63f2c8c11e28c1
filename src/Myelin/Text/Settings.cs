using System.Globalization;
using Myelin.Numerics;

namespace Myelin;

/// <summary>The settings of a term as its reader asks for them, strictly typed; those without a key count in the entry's order.</summary>
sealed class Settings
{
    readonly Dictionary<string, string> _values = [];
    readonly string _owner;

    public Settings(Term term, string owner, IReadOnlyList<string> keys)
    {
        _owner = owner;
        for (int i = 0; i < term.Settings.Count; i++)
        {
            (string? key, string value) = term.Settings[i];
            if (key is null && i >= keys.Count) throw Wrong($"takes {keys.Count} settings, but '{value}' is one more", keys);
            string known = key is null
                ? keys[i]
                : keys.FirstOrDefault(k => Names.Same(k, key)) ?? throw Wrong($"has no setting '{key}'", keys);
            if (!_values.TryAdd(known, value)) throw new FormatException($"{owner} is given '{known}' twice.");
        }
    }

    /// <summary>No setting at all: every default.</summary>
    public static Settings None(string owner) => new(new Term(owner, []), owner, []);

    public double Number(string key, double otherwise) => _values.TryGetValue(key, out string? text) ? ParseNumber(key, text) : otherwise;

    public int? Whole(string key, int? otherwise) => !_values.TryGetValue(key, out string? text) ? otherwise
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && IsWhole(text) ? number
        : throw Wrong(key, text, "a whole number");

    public bool Flag(string key, bool otherwise) => !_values.TryGetValue(key, out string? text) ? otherwise
        : text is "true" or "false" ? text == "true"
        : throw Wrong(key, text, "true or false");

    public TWord Word<TWord>(string key, TWord otherwise) where TWord : struct, Enum
    {
        if (!_values.TryGetValue(key, out string? text)) return otherwise;
        foreach (TWord word in Enum.GetValues<TWord>())
            if (Names.Same(word.ToString(), text)) return word;
        throw Wrong(key, text, string.Join(", ", Enum.GetValues<TWord>().Select(word => Names.Kebab(word.ToString()))));
    }

    public EquatableArray<double>? Numbers(string key) =>
        _values.TryGetValue(key, out string? text) ? [.. Myelin.Term.List(text).Select(item => ParseNumber(key, item))] : null;

    /// <summary>The text of a value that is a term itself.</summary>
    public string? Term(string key) => _values.GetValueOrDefault(key);

    public IReadOnlyList<string> Terms(string key) => _values.TryGetValue(key, out string? text) ? Myelin.Term.List(text) : [];

    double ParseNumber(string key, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) &&
        double.IsFinite(number) && IsWhole(text)
            ? number
            : throw Wrong(key, text, "a finite number");

    // .NET's numbers may end with zero characters
    static bool IsWhole(string text) => !text.Contains('\0', StringComparison.Ordinal);

    FormatException Wrong(string key, string text, string expected) => new($"{_owner}: '{key}' is '{text}', but must be {expected}.");

    FormatException Wrong(string problem, IReadOnlyList<string> keys) =>
        new($"{_owner} {problem}. It takes {(keys.Count == 0 ? "no settings" : string.Join(", ", keys))}.");
}
