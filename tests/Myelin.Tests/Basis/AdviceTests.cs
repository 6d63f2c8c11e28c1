namespace Myelin.Tests.Basis;

/// <summary>What was found, and its remedies: as a program reads them, in words alone, and with options of somebody else.</summary>
public class AdviceTests
{
    static readonly Advice s_advice = new Advice("the cell is odd").Or("fix the cell").Or("read it as a number", "Options.Unit", "km")
        .And("and others as missing", "Options.Missing", "a", " ").Or("say what it is", "Options.Type");

    [Fact]
    public void ItsMessageNamesSettings() => Assert.Equal(
        "the cell is odd. Fix the cell, or read it as a number (Options.Unit: km) and others as missing (Options.Missing: a, ' '), " +
            "or say what it is (Options.Type)",
        s_advice.ToString());

    [Fact]
    public void WithoutSettingsItIsWordsAlone() => Assert.Equal(
        "the cell is odd. Fix the cell, or read it as a number and others as missing, or say what it is", s_advice.WithoutSettings());

    [Fact]
    public void SomebodyElseSaysHowASettingIsMade() => Assert.Equal("is it? Say what it is (-t)",
        new Advice("is it?").Or("fix it", "Options.Fix").Or("say what it is", "Options.Type")
            .Where(remedy => remedy.Setting != "Options.Fix").Text(_ => "-t"));

    [Fact]
    public void WithoutRemediesItIsWhatWasFound() =>
        Assert.Equal("line 3: odd, and more", ((Advice)"odd").At("line 3: ").Also(", and more").ToString());

    [Fact]
    public void AnExceptionCarriesIt()
    {
        IOException io = s_advice.As(message => new IOException(message));
        Assert.Equal(s_advice.ToString(), io.Message);
        Assert.Same(s_advice, Advice.Of(io));
        var file = new InvalidFileException("a.csv", s_advice);
        Assert.Equal($"a.csv: {s_advice}", file.Message);
        Assert.Equal(s_advice.ToString(), file.Problem);
        Assert.Equal("a.csv: the cell is odd", Advice.Of(file)!.Found);
        Assert.Equal(s_advice.Remedies, Advice.Of(file)!.Remedies);
        Assert.Empty(Advice.Of(new InvalidFileException("a.csv", "is empty"))!.Remedies);
        Assert.Null(Advice.Of(new IOException("full")));
    }
}
