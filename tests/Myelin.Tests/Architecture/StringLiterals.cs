using System.Text;

namespace Myelin.Tests.Architecture;

/// <summary>
/// The string literals of C# text as they are written, without comments, and without what interpolated ones hold in braces.
/// </summary>
static class StringLiterals
{
    /// <summary>A literal is found when it ends, so that those in another's braces come first.</summary>
    public static IReadOnlyList<(int Line, string Text)> Of(string code)
    {
        var scan = new Scan(code);
        scan.Code(0);
        return scan.Found;
    }

    sealed class Scan(string code)
    {
        int _at;

        public List<(int Line, string Text)> Found { get; } = [];

        char Here => _at < code.Length ? code[_at] : '\0';

        /// <summary>Code to the end, or to the braces that end an interpolation.</summary>
        /// <param name="closing">braces that end it; 0 for none</param>
        public void Code(int closing)
        {
            int depth = 0;
            while (_at < code.Length)
            {
                if (Starts("//")) SkipTo("\n");
                else if (Starts("/*")) SkipTo("*/");
                else if (Here == '\'') SkipCharacter();
                else if (Here is '"' or '$' or '@' && TryLiteral()) continue;
                else if (Here == '{') (depth, _at) = (depth + 1, _at + 1);
                else if (Here == '}' && closing > 0 && depth == 0)
                {
                    _at += closing;
                    return;
                }
                else
                {
                    if (Here == '}') depth--;
                    _at++;
                }
            }
        }

        bool TryLiteral()
        {
            int dollars = 0, start = _at;
            bool isVerbatim = false;
            for (; Here is '$' or '@'; _at++)
                if (Here == '$') dollars++;
                else isVerbatim = true;
            int quotes = Run('"');
            if (quotes == 0)
            {
                _at = start + 1;
                return true;
            }
            bool isRaw = quotes >= 3;
            int line = code.AsSpan(0, start).Count('\n') + 1;
            _at += isRaw ? quotes : 1;
            var text = new StringBuilder();
            while (_at < code.Length)
            {
                if (Here == '"' && isRaw && Run('"') >= quotes || Here == '"' && !isRaw && !(isVerbatim && Run('"') >= 2)) break;
                int braces = dollars > 0 && Here == '{' ? Run('{') : 0;
                if (braces > 0 && (isRaw ? braces >= dollars : braces % 2 == 1))
                {
                    text.Append('{', isRaw ? braces - dollars : braces - 1);
                    _at += braces;
                    Code(isRaw ? dollars : 1);
                    continue;
                }
                int length = braces > 0 ? braces : !isRaw && (isVerbatim ? Here == '"' : Here == '\\') ? 2 : 1;
                text.Append(code, _at, Math.Min(length, code.Length - _at));
                _at += length;
            }
            _at += isRaw ? quotes : 1;
            Found.Add((line, text.ToString()));
            return true;
        }

        int Run(char sign)
        {
            int length = 0;
            while (_at + length < code.Length && code[_at + length] == sign) length++;
            return length;
        }

        bool Starts(string text) => code.AsSpan(_at).StartsWith(text, StringComparison.Ordinal);

        void SkipTo(string end) =>
            _at = code.IndexOf(end, _at + 2, StringComparison.Ordinal) is >= 0 and var found ? found + end.Length : code.Length;

        // 'x', '\'' and '\u0041'
        void SkipCharacter()
        {
            _at += code.AsSpan(_at).StartsWith("'\\") ? 3 : 2;
            while (_at < code.Length && Here != '\'') _at++;
            _at++;
        }
    }
}
