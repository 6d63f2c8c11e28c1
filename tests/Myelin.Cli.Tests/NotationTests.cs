using Myelin.Cli.Tracing;
using Myelin.Explain;

namespace Myelin.Cli.Tests;

/// <summary>Whatever can be named has a formula to be shown with.</summary>
public class NotationTests
{
    [Fact]
    public void EveryActivationHasItsFormula() => Assert.All(
        ActivationNames.All, name => Assert.NotEqual("σ(z)", ActivationText.Value(ActivationNames.Parse(name))));

    [Fact]
    public void EveryLossHasItsFormula() => Assert.All(
        LossNames.All.Where(name => name != "per-output"), name => Assert.NotEqual("ℓ(ŷ, y)", LossText.Of(LossNames.Parse(name)).Value));

    [Fact]
    public void EveryOptimizerHasItsFormula() =>
        Assert.All(OptimizerNames.All, name => Assert.True(Descent.Knows(OptimizerNames.Parse(name)), name));
}
