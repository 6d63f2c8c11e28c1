using Myelin.Basis;

namespace Myelin.Tests.Files;

public class NearMissTests
{
    [Theory]
    [InlineData("sigmiod", "sigmoid")]
    [InlineData("Leaky_ReLU", "leaky-relu")]
    [InlineData("rleu", "relu")]
    [InlineData("tan", "tanh")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("transformer", null)]
    public void AMisspeltWordFindsItsNeighbor(string word, string? expected) =>
        Assert.Equal(expected, NearMiss.Of(word, ["identity", "relu", "leaky-relu", "sigmoid", "tanh"]));

    [Fact]
    public void AnEndlessWordIsNearToNothing() => Assert.Null(NearMiss.Of(new string('a', 1_000_000), ["relu"]));

    [Fact]
    public void WhereNothingIsNearAllAreNamed() => Assert.Equal(" Known are relu, tanh.", NearMiss.Hint("xyz", ["relu", "tanh"]));
}
