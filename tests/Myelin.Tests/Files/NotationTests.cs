using CsCheck;
using Myelin.Files;

namespace Myelin.Tests.Files;

public class NotationTests
{
    [Theory]
    [InlineData("relu", "relu")]
    [InlineData(" relu ", "relu")]
    [InlineData("relu()", "relu")]
    [InlineData("leakyRelu(negativeSlope=0.2)", "leakyRelu(negativeSlope=0.2)")]
    [InlineData("hardTanh( low = -1 ,high=+1e0 )", "hardTanh(low=-1, high=1)")]
    public void IsReadAndPrinted(string text, string printed) => Assert.Equal(printed, Notation.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("(a=1)")]
    [InlineData("re lu")]
    [InlineData("relu(")]
    [InlineData("relu)")]
    [InlineData("relu(a)")]
    [InlineData("relu(a=1,)")]
    [InlineData("relu(=1)")]
    [InlineData("relu(a=1))")]
    [InlineData("relu(a=)")]
    [InlineData("relu(a=1,5)")]
    [InlineData("relu(a=1e999)")]
    [InlineData("relu(a=NaN)")]
    [InlineData("relu(a=1\0)")]
    [InlineData("relu(a=1, a=2)")]
    public void MalformedTextIsRefused(string text)
    {
        string message = Assert.Throws<FormatException>(() => Notation.Parse(text)).Message;
        Assert.StartsWith($"\"{Excerpt.OneLine(text)}\"", message);
    }

    [Fact]
    public void AnEndlessTextIsRefused() => Assert.Throws<FormatException>(() => Notation.Parse(new string('a', 1_000_000)));

    [Fact]
    public void EveryNumberComesBackAsItself() => Gen.Double.Where(double.IsFinite).Sample(value =>
        Assert.Equal(value, Notation.Parse(new Notation("f", new Setting("a", value)).ToString()).Settings[0].Value));

    [Fact]
    public void SettingsNotWrittenHaveTheirDefaults()
    {
        Assert.Equal([-1, 3], Notation.Parse("hardTanh(high=3)").Values(new("low", -1), new("high", 1)));
        Assert.Equal("hardTanh has no setting \"hihg\". Did you mean high?",
            Assert.Throws<FormatException>(() => Notation.Parse("hardTanh(hihg=3)").Values(new("low", -1), new("high", 1))).Message);
        Assert.Equal("relu has no setting \"a\". Write relu alone.",
            Assert.Throws<FormatException>(() => Notation.Parse("relu(a=3)").Values()).Message);
    }

    [Fact]
    public void NotationsAreValues()
    {
        Assert.Equal(new Notation("f", new Setting("a", 1)), Notation.Parse("f(a=1)"));
        Assert.Equal(new Notation("f", new Setting("a", 1)).GetHashCode(), Notation.Parse("f(a=1)").GetHashCode());
        Assert.NotEqual(Notation.Parse("f(a=2)"), Notation.Parse("f(a=1)"));
    }

    [Theory]
    [InlineData("sigmiod", "sigmoid")]
    [InlineData("Leaky_ReLU", "leakyRelu")]
    [InlineData("rleu", "relu")]
    [InlineData("tan", "tanh")]
    [InlineData("x", null)]
    [InlineData("transformer", null)]
    public void AMisspeltWordFindsItsNeighbor(string word, string? expected) =>
        Assert.Equal(expected, NearMiss.Of(word, ["identity", "relu", "leakyRelu", "sigmoid", "tanh"]));

    [Fact]
    public void WhereNothingIsNearAllAreNamed() => Assert.Equal(" Known are relu, tanh.", NearMiss.Hint("xyz", ["relu", "tanh"]));
}
