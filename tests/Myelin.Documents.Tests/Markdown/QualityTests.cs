using System.Text.RegularExpressions;

namespace Myelin.Documents.Tests.Markdown;

/// <summary>docs/quality.md promises nothing that nobody can check: its commands, projects and classes of tests exist.</summary>
public partial class QualityTests
{
    static readonly Document s_page = new(Repository.FullPath("docs/quality.md"));

    [Fact]
    public void EveryCommandExists()
    {
        string[] commands = [.. s_page.Lines.SelectMany(line => Command().Matches(line)).Select(match => match.Value)];
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.True(
            File.Exists(Repository.FullPath(command)) ||
                Directory.Exists(Repository.FullPath(command)) && Directory.GetFiles(Repository.FullPath(command), "*.csproj").Length == 1,
            $"docs/quality.md: there is no {command}"));
    }

    [Fact]
    public void EveryClassOfTestsExists()
    {
        HashSet<string> files = [.. Directory.GetFiles(Repository.FullPath("tests"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)!)];
        string[] classes = [.. s_page.Lines.SelectMany(line => TestClass().Matches(line)).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(classes);
        Assert.All(classes, name => Assert.True(files.Contains(name), $"docs/quality.md: there is no {name}"));
    }

    [Fact]
    public void EveryPromiseSaysHowItIsChecked()
    {
        string[] rows = [.. s_page.Lines.SkipWhile(line => !line.StartsWith("| promise", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(Command().IsMatch(row) || TestClass().IsMatch(row), row));
    }

    // a script or a project's folder
    [GeneratedRegex(@"(?<=[` ])[\w./-]+\.sh\b|(?<=--project )[\w./-]+")]
    private static partial Regex Command();

    [GeneratedRegex(@"`(\w+(?:Tests|Laws))`")]
    private static partial Regex TestClass();
}
