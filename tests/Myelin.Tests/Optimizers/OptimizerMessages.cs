using Myelin.Basis;

namespace Myelin.Tests.Optimizers;

/// <summary>What one reads after a setting that cannot be.</summary>
public class OptimizerMessages
{
    static void Says(string expected, Func<object> make) => Assert.Equal(expected, Throw.Text(Assert.ThrowsAny<ArgumentException>(make)));

    [Fact]
    public void Rates()
    {
        Says("The learning rate must be at least 0, but -0.1 was given.", () => new Sgd(-0.1));
        Says("The learning rate must be at least 0, but NaN was given.", () => new Adam(double.NaN));
        Says("The learning rate must be at least 0, but Infinity was given.",
            () => new Lion() with { LearningRate = double.PositiveInfinity });
        Says("The learning rate of Rprop, its first step, must be greater than 0, but 0 was given.", () => new Rprop(0));
        Says("The weight decay must be at least 0, but -1 was given.", () => new AdamW(WeightDecay: -1));
        Says("The L1 penalty must be at least 0, but NaN was given.", () => new Sgd { L1 = double.NaN });
        Says("The L2 penalty must be at least 0, but -1 was given.", () => new Sgd { L2 = -1 });
    }

    [Fact]
    public void Coefficients()
    {
        Says("Beta1 of Adam must be at least 0 and below 1, but 1 was given.", () => new Adam(Beta1: 1));
        Says("Beta2 of NAdam must be at least 0 and below 1, but -0.5 was given.", () => new NAdam(Beta2: -0.5));
        Says("Beta2 of Lion must be at least 0 and below 1, but NaN was given.", () => new Lion(Beta2: double.NaN));
        Says("Decay of RMSprop must be at least 0 and below 1, but 1.5 was given.", () => new RmsProp(Decay: 1.5));
        Says("Epsilon of Adam must be greater than 0, but 0 was given.", () => new Adam(Epsilon: 0));
        Says("Dampening of SGD must be from 0 to 1, but 2 was given.", () => new Sgd(Dampening: 2));
        Says("The rate decay of Adagrad must be at least 0, but -1 was given.", () => new Adagrad(RateDecay: -1));
    }

    [Fact]
    public void Combinations()
    {
        Says("Nesterov's SGD needs a momentum above 0 and no dampening, for example sgd(momentum=0.9, nesterov=true).",
            () => new Sgd(Nesterov: true));
        Says("Grow of Rprop must be above 1, but 1 was given.", () => new Rprop(Grow: 1));
        Says("The maximum step of Rprop must be above 1, but 0.5 was given.", () => new Rprop(MinimumStep: 1, MaximumStep: 0.5));
        Says("C2 of L-BFGS must be above 0.1, but 0.05 was given.", () => new Lbfgs(SufficientDecrease: 0.1, Curvature: 0.05));
        Says("The history of L-BFGS must be at least 1, but 0 was given.", () => new Lbfgs(History: 0));
    }
}
