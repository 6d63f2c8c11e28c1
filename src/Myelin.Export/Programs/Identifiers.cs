using System.Globalization;
using System.Text;

namespace Myelin.Export;

/// <summary>Names of columns as identifiers, no two alike and none of them a keyword or a common macro of C, C++ or C#.</summary>
/// <param name="form">of the words of a name: snake_case or PascalCase</param>
sealed class Identifiers(Func<IReadOnlyList<string>, string> form)
{
    // C# takes no identifier of more than 511 characters
    const int Most = 120;

    static readonly HashSet<string> s_reserved =
    [
        // keywords
        "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "char16_t",
        "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const", "const_cast", "consteval",
        "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
        "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace",
        "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq", "private", "protected", "public", "register",
        "reinterpret_cast", "requires", "restrict", "return", "short", "signed", "sizeof", "static", "static_assert", "static_cast",
        "struct", "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "typeof",
        "typeof_unqual", "union", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while", "xor", "xor_eq",
        // macros of compilers and of common headers, and the type of a field
        "assert", "complex", "environ", "eof", "errno", "far", "hyper", "i386", "i486", "i586", "i686", "imaginary",
        "infinity", "int64_t", "interface", "isfinite", "isinf", "isnan", "isnormal", "linux", "math_errhandling", "mips",
        "nan", "near", "noreturn", "null", "pascal", "signbit", "small", "sparc", "stderr", "stdin", "stdout", "sun", "unix",
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
        if (identifier.Length > Most) identifier = identifier[..Most];
        if (s_reserved.Contains(identifier)) identifier += "_";
        string unique = identifier;
        for (int n = 2; !_taken.Add(unique); n++) unique = string.Create(CultureInfo.InvariantCulture, $"{identifier}_{n}");
        return unique;
    }

    // letters beyond ASCII lose their marks, or become the number of their character
    static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (char sign in WholeText.Of(name).Normalize(NormalizationForm.FormD))
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
