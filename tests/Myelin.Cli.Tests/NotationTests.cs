using Myelin.Cli.Tracing;
using Myelin.Text;

namespace Myelin.Cli.Tests;

/// <summary>Whatever can be named has a formula to be shown with.</summary>
public class NotationTests
{
    [Fact]
    public void EveryActivationHasItsFormula() => Assert.Equal(ActivationNames.All, Sigma.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void EveryLossHasItsFormula() => Assert.Equal(LossNames.All, Ell.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void EveryOptimizerHasItsFormula() =>
        Assert.All(OptimizerNames.All.Except(["sgd"]), name => Assert.DoesNotMatch("^d by", Descent.Direction(OptimizerNames.Parse(name))!));
}
