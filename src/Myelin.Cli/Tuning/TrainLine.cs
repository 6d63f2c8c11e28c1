using System.CommandLine;
using System.CommandLine.Parsing;
using Myelin.Cli.Training;

namespace Myelin.Cli.Tuning;

/// <summary>The command that trains settings which a search has found, on the rows that it was given.</summary>
static class TrainLine
{
    /// <summary>Options of the search itself; a connection may hold a password.</summary>
    static readonly string[] s_notTaken = ["--metric", "--trials", "--time-limit", "--cv", "--journal", "--json", "--output"];

    const string Connection = "--connection";

    /// <param name="line">of the search</param>
    public static string Of(ParseResult line, IReadOnlyDictionary<string, string> settings, string output)
    {
        var words = new List<string> { "myelin", "train" };
        SymbolResult[] given = [.. line.CommandResult.Children];
        foreach (Token token in given.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens))
            words.Add(CheckpointChoice.Quoted(token.Value));
        foreach (OptionResult option in given.OfType<OptionResult>())
        {
            if (option.Implicit || s_notTaken.Contains(option.Option.Name)) continue;
            string name = option.Option.Name;
            if (option.Tokens.Count == 0) words.Add(name);
            foreach (Token token in option.Tokens) words.AddRange([name, name == Connection ? "…" : CheckpointChoice.Quoted(token.Value)]);
        }
        words.AddRange(settings.SelectMany(setting => new[] { "--set", CheckpointChoice.Quoted($"{setting.Key}={setting.Value}") }));
        return string.Join(' ', [.. words, "-o", CheckpointChoice.Quoted(output)]);
    }
}
