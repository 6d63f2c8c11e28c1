namespace Myelin.Cli.Tests;

public class HelpTests
{
    public static TheoryData<string> Verbs =>
        ["train", "predict", "evaluate", "report", "tune", "inspect", "export", "import", "trace", "check"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void EveryCommandHasAPageWithExamplesThatItTakes(string verb)
    {
        string page = Cli.Succeeds(verb, "--help").Output;
        Assert.Contains($"usage: myelin {verb}", page, StringComparison.Ordinal);
        Assert.Contains("examples:", page, StringComparison.Ordinal);
        Assert.Contains(verb, Cli.Succeeds("--help").Output, StringComparison.Ordinal);
        Assert.All(page.Split('\n'), line => Assert.True(line.Length <= 130, line));
    }

    [Fact]
    public void WithoutACommandThePageIsShown() => Assert.Equal(Cli.Succeeds("--help").Output, Cli.Succeeds().Output);

    [Fact]
    public void TheVersionIsOneLine() => Assert.Matches(@"^myelin \d+\.\d+\.\d+\n$", Cli.Succeeds("--version").Output);

    [Theory]
    [InlineData("trac", "myelin has no command trac. Did you mean trace?")]
    [InlineData("--verison", "myelin has no option --verison. Did you mean --version?")]
    [InlineData("zzz", "myelin has no command zzz. 'myelin --help' shows what there is.")]
    public void AnUnknownWordSuggestsTheKnownOne(string word, string expected)
    {
        Run run = Cli.Run(word);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(expected, run.ErrorLine);
    }
}
