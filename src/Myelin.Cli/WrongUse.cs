using System.CommandLine;
using System.CommandLine.Parsing;
using Myelin.Basis;

namespace Myelin.Cli;

/// <summary>What is wrong with a command line, in one line that says what would be right.</summary>
static class WrongUse
{
    public static int Report(ParseResult line) => Failure.Report(ExitCode.WrongUse, Describe(line));

    /// <summary>
    /// An option that does not exist, where an argument took its place: --layer of trace --layer 3, whose DATA may be left out.
    /// </summary>
    public static string? UnknownOption(ParseResult line)
    {
        Command command = line.CommandResult.Command;
        foreach (Argument argument in command.Arguments)
            if (line.GetResult(argument) is { Tokens: [{ Value: ['-', _, ..] and var unknown }] })
                return Unknown(command, unknown);
        return null;
    }

    public static string Describe(ParseResult line)
    {
        if (UnknownOption(line) is { } unknownOption) return unknownOption;
        Command command = line.CommandResult.Command;
        string page = Page(command);
        if (line.UnmatchedTokens is [var unknown, ..]) return Unknown(command, unknown);
        foreach (Argument argument in command.Arguments)
            if (line.GetResult(argument) is null or { Tokens.Count: 0 } && argument.Arity.MinimumNumberOfValues > 0)
                return $"{PathOf(command)} needs {argument.Name}: {argument.Description} {page}";
        foreach (Option option in command.Options)
            if (option.Required && line.GetResult(option) is null)
                return $"{PathOf(command)} needs {option.Name}: {option.Description} {page}";
        foreach (Option option in command.Options)
            if (line.GetResult(option) is { Implicit: false, IdentifierToken.Value: var name, Tokens.Count: 0 } &&
                option.Arity.MinimumNumberOfValues > 0)
                return $"{name} needs a value, {option.HelpName}: {option.Description}";
        foreach (Option option in command.Options)
            if (line.GetResult(option) is { Implicit: false } given && Unfit(option, given) is { } unfit) return unfit;
        return line.Errors is [ParseError first, ..] ? first.Message : page;
    }

    static string? Unfit(Option option, OptionResult given) =>
        given.Tokens.Count > option.Arity.MaximumNumberOfValues
            ? $"{option.Name} takes one value, but {given.Tokens.Count} were given."
            : null;

    static string Unknown(Command command, string unknown)
    {
        bool isOption = unknown.StartsWith('-');
        IEnumerable<string> known = isOption
            ? command.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            : command.Subcommands.Select(verb => verb.Name);
        string what = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "further argument";
        string hint = NearMiss.Of(unknown, known) is string near ? $"Did you mean {near}?" : Page(command);
        return $"{PathOf(command)} has no {what} {unknown}. {hint}";
    }

    static string Page(Command command) => $"'{PathOf(command)} --help' shows what there is.";

    static string PathOf(Command command) => command is RootCommand ? "myelin" : $"myelin {command.Name}";
}
