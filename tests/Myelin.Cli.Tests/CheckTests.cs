using System.Text.Json;

namespace Myelin.Cli.Tests;

public class CheckTests
{
    [Fact]
    public void TheNetworkOfTheNotesPasses()
    {
        string output = Cli.Succeeds("check").Output;
        Assert.Contains("layers.1.bias", output, StringComparison.Ordinal);
        Assert.Contains("Every gradient is right", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8:gelu,dropout(0.3),batch-norm,residual(8:tanh),3", "softmax-cross-entropy")]
    [InlineData("6:mish,layer-norm,prelu,scale,2", "smooth-l1")]
    [InlineData("2", "hinge")]
    [InlineData("4:silu,2:softplus", "poisson-nll(log-input=false)")]
    [InlineData("4:tanh,4", "heteroscedastic-nll")]
    public void EveryBlockOfANetworkIsCompared(string layers, string loss)
    {
        using JsonDocument json =
            JsonDocument.Parse(Cli.Succeeds("check", "--layers", layers, "--loss", loss, "--inputs", "3", "--rows", "7", "--json").Output);
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.All(json.RootElement.GetProperty("blocks").EnumerateArray(),
            block => Assert.InRange(block.GetProperty("error").GetDouble(), 0, 1e-6));
        Assert.Contains("input",
            json.RootElement.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("name").GetString()));
    }

    /// <summary>At the corner of relu there are two slopes, and relu′(0) = 1 is one of them.</summary>
    [Theory]
    [InlineData("1:relu", "0")]
    [InlineData("relu", "0")]
    [InlineData("3:relu,1", "0 0 0 0")]
    [InlineData("3,prelu,2", "0 0 0")]
    [InlineData("residual(2:relu,2),1", "0 0")]
    public void ACornerIsSaidAndPasses(string layers, string input)
    {
        string output = Cli.Succeeds("check", "--layers", layers, "--input", input, "--target", layers.EndsWith('2') ? "1 2" : "1").Output;
        Assert.Contains("right, corner", output, StringComparison.Ordinal);
        Assert.Contains("slope below", output, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AJumpIsSaid()
    {
        Assert.Contains("a jump", Cli.Succeeds("check", "--layers", "hard-shrink", "--input", "0.5", "--target", "1").Output,
            StringComparison.Ordinal);
        using JsonDocument json =
            JsonDocument.Parse(Cli.Succeeds("check", "--layers", "relu", "--input", "0", "--target", "1", "--json").Output);
        JsonElement corner = json.RootElement.GetProperty("blocks")[0].GetProperty("corners")[0];
        Assert.Equal((0, -1),
            (Math.Round(corner.GetProperty("below").GetDouble(), 5), Math.Round(corner.GetProperty("above").GetDouble(), 5)));
    }

    [Fact]
    public void AToleranceThatNothingMeetsIsNotMet() => Assert.Equal(3, Cli.Run("check", "--tolerance", "1e-300").ExitCode);
}
