using System.CommandLine;
using System.CommandLine.Invocation;

namespace Myelin.Cli;

/// <summary>--help: what the command does, how it is written, its options in groups, and examples.</summary>
sealed class HelpPage : SynchronousCommandLineAction
{
    const int Indent = 30, MostWidth = 110;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return ExitCode.Success;
    }

    public static void Write(Command command, TextWriter to)
    {
        to.WriteLine(command.Description);
        to.WriteLine();
        to.WriteLine($"usage: {Usage(command)}");
        if (command.Subcommands.Count > 0) Section("commands", command.Subcommands.Select(verb => (verb.Name, verb.Description ?? "")));
        if (command.Arguments.Count > 0)
            Section("arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        var shown = new HashSet<Option>();
        foreach ((string title, IReadOnlyList<Option> options) in (command as Verb)?.Groups ?? [])
        {
            Section(title, options.Select(Row));
            shown.UnionWith(options);
        }
        Section("general", command.Options.Where(option => !shown.Contains(option) && !option.Hidden).Select(Row));
        IReadOnlyList<(string Line, string Says)> examples = (command as Verb)?.Examples ?? [];
        if (examples.Count == 0) return;
        to.WriteLine();
        to.WriteLine("examples:");
        foreach ((string line, string says) in examples)
        {
            to.WriteLine($"  {line}");
            to.WriteLine($"      {says}");
        }

        void Section(string title, IEnumerable<(string, string)> rows)
        {
            if (!rows.Any()) return;
            to.WriteLine();
            to.WriteLine($"{title}:");
            foreach ((string left, string right) in rows)
            {
                string[] lines = [.. Wrap(right, MostWidth - Indent)];
                bool fits = left.Length <= Indent - 4;
                to.WriteLine(fits ? $"  {left.PadRight(Indent - 2)}{lines[0]}" : $"  {left}");
                foreach (string line in lines[(fits ? 1 : 0)..]) to.WriteLine(new string(' ', Indent) + line);
            }
        }
    }

    static string Usage(Command command) => command switch
    {
        RootCommand => "myelin COMMAND …",
        _ => string.Join(' ', [
            "myelin", command.Name, .. command.Arguments.Select(a => a.Arity.MinimumNumberOfValues > 0 ? a.Name : $"[{a.Name}]"),
            .. command.Options.Where(o => o.Required).Select(o => $"{o.Name} {o.HelpName}"), "[options]"]),
    };

    static (string, string) Row(Option option)
    {
        IEnumerable<string> names = option.Aliases.Where(alias => alias is ['-', not '-', ..]).Take(1).Append(option.Name);
        return ($"{string.Join(", ", names)}{(option.HelpName is { } value ? $" {value}" : "")}", option.Description ?? "");
    }

    static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length > 0 ? $" {word}" : word;
        }
        yield return line;
    }
}
