using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>Names of columns as identifiers, no two alike and none of them a keyword of C, C++ or C#.</summary>
/// <param name="form">of the words of a name: snake_case or PascalCase</param>
sealed class Identifiers(Func<IReadOnlyList<string>, string> form)
{
    static readonly HashSet<string> s_keywords =
    [
        "alignas", "alignof", "and", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl", "const",
        "constexpr", "continue", "decltype", "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false",
        "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "nullptr",
        "operator", "or", "private", "protected", "public", "register", "restrict", "return", "short", "signed", "sizeof", "static",
        "struct", "switch", "template", "this", "throw", "true", "try", "typedef", "typeid", "typename", "typeof", "union", "unsigned",
        "using", "virtual", "void", "volatile", "while", "xor",
    ];

    readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public static Identifiers Snake() => new(words => string.Join('_', words).ToLowerInvariant());

    public static Identifiers Pascal() => new(words => string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..])));

    /// <summary>Reserves a name that nothing else may have.</summary>
    public Identifiers Without(params IReadOnlyList<string> names)
    {
        _taken.UnionWith(names);
        return this;
    }

    public string Of(string name)
    {
        string identifier = form(Words(name));
        if (char.IsAsciiDigit(identifier[0])) identifier = form(["n", identifier]);
        if (s_keywords.Contains(identifier)) identifier += "_";
        string unique = identifier;
        for (int n = 2; !_taken.Add(unique); n++) unique = string.Create(CultureInfo.InvariantCulture, $"{identifier}_{n}");
        return unique;
    }

    // letters beyond ASCII lose their marks, or become the number of their character
    static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (char sign in name.Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark) continue;
            if (char.IsAsciiLetterOrDigit(sign)) word.Append(sign);
            else
            {
                Close();
                if (char.IsLetter(sign)) words.Add(string.Create(CultureInfo.InvariantCulture, $"u{(int)sign:x4}"));
            }
        }
        Close();
        return words.Count > 0 ? words : ["column"];

        void Close()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }
}
