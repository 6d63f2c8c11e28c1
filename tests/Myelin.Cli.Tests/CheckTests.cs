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
        using JsonDocument json = JsonDocument.Parse(Cli.Succeeds("check", "--layers", layers, "--loss", loss, "--inputs", "3", "--rows", "7", "--json").Output);
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.All(json.RootElement.GetProperty("blocks").EnumerateArray(), block => Assert.InRange(block.GetProperty("error").GetDouble(), 0, 1e-6));
        Assert.Contains("input", json.RootElement.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("name").GetString()));
    }

    /// <summary>At the kink of relu the numeric slope is ½, the analytic one 1: the check must notice, and name the place.</summary>
    [Fact]
    public void ADifferenceIsExitCode3()
    {
        Run run = Cli.Run("check", "--layers", "1:relu", "--input", "0", "--target", "1");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("WRONG", run.Output, StringComparison.Ordinal);
        Assert.Contains("A gradient is wrong", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AToleranceThatNothingMeetsIsNotMet() => Assert.Equal(3, Cli.Run("check", "--tolerance", "1e-300").ExitCode);
}
