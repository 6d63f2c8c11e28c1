using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Myelin.Cli.Output;

/// <summary>The files that a command line names, by whatever option and under whatever name.</summary>
sealed partial class NamedFiles(ParseResult line)
{
    static readonly string[] s_outputs = ["--output", "--plot", "--svg", "--journal", "--test-output"];

    // their values are words, which may happen to be a file's name
    static readonly string[] s_inputs = ["--model", "--recipe", "--weights", "--connection", "--sql"];

    [GeneratedRegex("""'((?:[^']|'')*)'|"((?:[^"]|"")*)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Quoted { get; }

    /// <summary>What names the file as an input: "DATA", "--recipe"; null where nothing does.</summary>
    /// <param name="option">which names it as an output</param>
    public string? Input(string path, Option option)
    {
        if (FileIdentity.Of(path) is not { } file) return null;
        foreach ((string name, string value) in Values(option))
            if (!s_outputs.Contains(name) && Files(name, value).Any(text => IsIt(text, path, file))) return name;
        return null;
    }

    /// <summary>The other option that names the file as an output, too.</summary>
    public string? Clash(string path, Option option)
    {
        FileIdentity? file = FileIdentity.Of(path);
        string full = Path.GetFullPath(path);
        foreach ((string name, string value) in Values(option))
            if (s_outputs.Contains(name) && SpecialFile.Of(value) is null
                && (Path.GetFullPath(value) == full || file is not null && FileIdentity.Of(value) == file))
                return name;
        return null;
    }

    IEnumerable<(string Name, string Value)> Values(Option except)
    {
        foreach (SymbolResult result in line.CommandResult.Children)
        {
            string? name = result switch
            {
                ArgumentResult argument => argument.Argument.Name,
                OptionResult option when option.Option != except
                    && (s_inputs.Contains(option.Option.Name) || s_outputs.Contains(option.Option.Name)) =>
                    option.Option.Name,
                _ => null,
            };
            if (name is null) continue;
            foreach (Token token in result.Tokens)
                if (token.Value.Length > 0 && !token.Value.Contains('\0', StringComparison.Ordinal)) yield return (name, token.Value);
        }
    }

    static bool IsIt(string text, string path, FileIdentity file) => text.AsSpan().IndexOfAny('*', '?') < 0
        ? FileIdentity.Of(text) == file
        : FileSystemName.MatchesSimpleExpression(Path.GetFullPath(text), Path.GetFullPath(path));

    static IEnumerable<string> Files(string name, string value) => (name, value) switch
    {
        ("--sql", _) => FilesOf(value),
        ("--connection", ['e', 'n', 'v', ':', .. var variable]) =>
            Environment.GetEnvironmentVariable(variable) is { Length: > 0 } place ? [place] : [],
        (_, "-") => ["/dev/stdin"],
        _ => [value],
    };

    // a query names its files in quotes
    static IEnumerable<string> FilesOf(string sql) => Quoted.Matches(sql)
        .Select(match => match.Groups[1].Success
            ? match.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)
            : match.Groups[2].Value.Replace("\"\"", "\"", StringComparison.Ordinal))
        .Where(text => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal));
}
