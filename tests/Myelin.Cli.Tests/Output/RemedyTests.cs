using System.CommandLine;
using System.Reflection;
using Myelin.Cli.Output;
using Myelin.Sources;
using Myelin.Tabular;

namespace Myelin.Cli.Tests.Output;

/// <summary>Whatever remedy a library names, a command that names an option for it has that option.</summary>
public class RemedyTests
{
    /// <summary>What each setting is set to in a message; nothing where a message leaves it to the reader.</summary>
    static readonly Dictionary<string, string[]> Values = new()
    {
        ["TableOptions.Columns"] = ["a b:category", "NAME:category"],
        ["TableOptions.Ignore"] = ["row id", "-x"],
        ["TableOptions.Missing"] = ["n/a", "it's", "…"],
        ["TableOptions.KeepWords"] = ["NA"],
        ["TableOptions.Delimiter"] = [" ", ";"],
        ["TableOptions.DecimalSign"] = [",", "."],
        ["TableOptions.Thousands"] = [",", ".", " ", "'"],
        ["TableOptions.SkipLines"] = ["2"],
        ["TableOptions.Comment"] = ["#", "%", "--", "//", "*"],
        ["TableOptions.HasHeader"] = ["false"],
        ["TableOptions.Encoding"] = ["windows-1252", "utf-8", "latin1", "utf-16", "utf-16be", "utf-32", "utf-32be"],
        ["Notation.DateFormat"] = ["day=dd/MM/yyyy", "day=FORMAT"],
        ["Notation.Unit"] = ["c=km", "c=$"],
        ["Notation.Suffixes"] = ["true"],
        ["Table.WhereKnown"] = [],
        ["TabularOptions.Task"] = ["classification", "regression"],
        ["TabularOptions.Balanced"] = ["true"],
        ["TabularOptions.Threshold"] = ["f1"],
        ["TabularOptions.TimeBy"] = ["the day"],
        ["TabularOptions.Quality"] = ["default"],
        ["PredictionOptions.Strict"] = ["false"],
        ["PredictionOptions.Clamp"] = ["false"],
        ["StreamOptions.Cache"] = [],
        ["Journal.Open"] = [],
        ["Checkpoints.Resume"] = ["true"],
        ["Checkpoints.ResumeAnyway"] = ["true"],
        ["Query.TimeLimit"] = [],
        ["Query.FilesWithin"] = [],
    };

    static readonly Assembly[] Libraries = [typeof(Network).Assembly, typeof(Table).Assembly, typeof(Query).Assembly];

    static IEnumerable<string> OfLibraries =>
        from library in Libraries
        from setting in library.GetTypes().Single(type => type.Name == "SettingNames").GetFields(BindingFlags.Public | BindingFlags.Static)
        select (string)setting.GetValue(null)!;

    static Command[] Commands => [.. new MyelinCommand().Subcommands];

    public static TheoryData<string, string> All =>
        [.. from setting in OfLibraries from command in Commands select (setting, command.Name)];

    [Fact]
    public void EverySettingOfTheLibrariesIsKnown()
    {
        Assert.Equal(OfLibraries.Order(), Remedies.Settings.Order());
        Assert.Equal(OfLibraries.Order(), Values.Keys.Order());
    }

    [Fact]
    public void EverySettingIsAMemberThatAProgramSets() => Assert.All(OfLibraries, setting =>
    {
        string[] names = setting.Split('.');
        Assert.NotEmpty(
            Libraries.SelectMany(library => library.GetExportedTypes()).Single(type => type.Name == names[0]).GetMember(names[1]));
    });

    [Fact]
    public void EverySettingHasAnOptionOfSomeCommand() =>
        Assert.All(OfLibraries, setting => Assert.Contains(Commands, command => new Remedies(command).Setting(Of(setting)) is not null));

    [Theory]
    [MemberData(nameof(All))]
    public void WhatACommandNamesItTakes(string setting, string verb)
    {
        Command command = Commands.Single(command => command.Name == verb);
        foreach (string? value in Values[setting].DefaultIfEmpty())
        {
            if (new Remedies(command).Setting(value is null ? Of(setting) : Of(setting, value)) is not { } named) return;
            string[] words = Words(named.StartsWith("leave ", StringComparison.Ordinal) ? named[6..^4] : named);
            // where the reader says the value, its placeholder stands for it
            if (value is null && words.Length > 1) words = [words[0], setting == "Query.TimeLimit" ? "60" : "x"];
            ParseResult line = new MyelinCommand()
                .Parse([verb, .. named[words[0].Length..].StartsWith('=') ? [$"{words[0]}={words[1]}"] : words]);
            Option option = line.CommandResult.Command.Options.Single(option => option.Name == words[0]);
            Assert.False(line.GetResult(option)!.Implicit);
            Assert.Empty(line.GetResult(option)!.Errors);
            if (words.Length > 1)
                Assert.Equal(value is " " ? "space" : value is "'" ? "apostrophe" : value ?? words[1],
                    line.GetResult(option)!.Tokens.Single().Value);
        }
    }

    [Fact]
    public void ARemedyThatTheCommandDoesNotHaveIsLeftOut()
    {
        Advice advice = new Advice("the cell is odd").Or("fix the cell")
            .Or("read the column as words", "TableOptions.Columns", "a b:category")
            .Or("read it as a number", "TableOptions.Thousands", " ").And("with a decimal comma", "TableOptions.DecimalSign", ",");
        Assert.Equal(
            "the cell is odd. Fix the cell, or read the column as words (--column 'a b:category'), " +
                "or read it as a number (--thousands space) with a decimal comma (--decimal ,)",
            Text("train", advice));
        Assert.Equal("the cell is odd. Fix the cell, or read it as a number (--thousands space) with a decimal comma (--decimal ,)",
            Text("predict", advice));
        Assert.Equal("the cell is odd. Fix the cell", Text("inspect", advice));
        Assert.Equal("Is it?", Text("inspect", new Advice("Is it?").Or("skip it", "TableOptions.SkipLines", "1")));
        Assert.Equal("Is it? Skip it (--skip-lines 1)", Text("trace", new Advice("Is it?").Or("skip it", "TableOptions.SkipLines", "1")));
        Assert.Equal("no. Allow it (leave --strict out)",
            Text("predict", new Advice("no").Or("allow it", "PredictionOptions.Strict", "false")));
        Assert.Equal("no. Name another (--cache DIR)", Text("train", new Advice("no").Or("name another", "StreamOptions.Cache")));
    }

    [Theory]
    [InlineData("price", "price")]
    [InlineData("größe", "größe")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(rm)`\"", "'$(rm)`\"'")]
    [InlineData("", "''")]
    public void AnArgumentIsSafeInAShell(string name, string argument) =>
        Assert.Equal($"--ignore {argument}",
            new Remedies(Commands.Single(command => command.Name == "train")).Setting(Of("TableOptions.Ignore", name)));

    // --comment -- would end all options
    [Fact]
    public void AValueThatLooksLikeAnOptionIsJoinedToItsOwn() => Assert.Equal("no. Skip such lines (--comment='--')",
        Text("train", new Advice("no").Or("skip such lines", "TableOptions.Comment", "--")));

    static string Text(string verb, Advice advice) => new Remedies(Commands.Single(command => command.Name == verb)).Text(advice);

    static Remedy Of(string setting, params string[] values) => new("do it", setting, values);

    /// <summary>An option and its value, as a shell splits them.</summary>
    static string[] Words(string named) => named.IndexOfAny([' ', '=']) is >= 0 and var blank
        ? [named[..blank], Unquoted(named[(blank + 1)..])] : [named];

    static string Unquoted(string word) => word.StartsWith('\'') ? word[1..^1].Replace("'\\''", "'", StringComparison.Ordinal) : word;
}
