using System.CommandLine;
using Myelin.Cli.Output;

namespace Myelin.Cli;

/// <summary>A command whose help page shows its options in groups and ends with examples.</summary>
abstract class Verb : Command
{
    readonly List<(string Title, IReadOnlyList<Option> Options)> _groups = [];
    readonly List<(string Line, string Says)> _examples = [];

    protected Verb(string name, string description) : base(name, description) => SetAction(line =>
        WrongUse.UnknownOption(line) is { } unknown ? Failure.Report(ExitCode.WrongUse, unknown) : Run(line, Screen.Create()));

    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups => _groups;

    public IReadOnlyList<(string Line, string Says)> Examples => _examples;

    protected abstract int Run(ParseResult line, Screen screen);

    protected void Group(string title, params IReadOnlyList<Option> options)
    {
        _groups.Add((title, options));
        foreach (Option option in options) Add(option);
    }

    protected void Example(string line, string says) => _examples.Add((line, says));
}
