using System.Text.RegularExpressions;

namespace Myelin.Documents.Tests.Markdown;

/// <summary>docs/cli.md has every command and every option that the command's own help page has, and no others.</summary>
public partial class CommandLineTests
{
    [Fact]
    public void EveryCommandHasASection() =>
        Assert.Equal(Names(Help(), CommandRow()), Names(File.ReadAllText(Repository.FullPath("docs/cli.md")), Section()));

    [Theory]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("evaluate")]
    [InlineData("report")]
    [InlineData("tune")]
    [InlineData("inspect")]
    [InlineData("export")]
    [InlineData("import")]
    [InlineData("trace")]
    [InlineData("check")]
    public void EveryOptionIsDescribed(string verb)
    {
        string page = File.ReadAllText(Repository.FullPath("docs/cli.md"));
        string reading = After(page, "## Reading a file\n"), section = After(page, $"## {verb}\n");
        IReadOnlyList<string> options = Names(Help(verb), OptionRow());
        Assert.All(options, option => Assert.Contains($"`{option}", section + reading, StringComparison.Ordinal));
        Assert.All(Names(section, Described()), option => Assert.Contains(option, options));
        Assert.Equal(options.Contains("--delimiter"), section.Contains("[reading a file](#reading-a-file)", StringComparison.Ordinal));
    }

    static string Help(params IReadOnlyList<string> verb)
    {
        Run run = Run.Of(Repository.Root, [Repository.Program("src/Myelin.Cli"), .. verb, "--help"]);
        Assert.Equal(0, run.ExitCode);
        return run.Output;
    }

    static string After(string page, string heading)
    {
        int start = page.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        Assert.True(start > heading.Length, $"docs/cli.md has no {heading}");
        int end = page.IndexOf("\n## ", start, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }

    static IReadOnlyList<string> Names(string text, Regex pattern) =>
        [.. pattern.Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^  ([a-z]+)  +[A-Z]", RegexOptions.Multiline)]
    private static partial Regex CommandRow();

    [GeneratedRegex(@"^## ([a-z]+)$", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^  (?:-\w, )?(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"^\| `(--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Described();
}
