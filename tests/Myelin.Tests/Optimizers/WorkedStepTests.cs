namespace Myelin.Tests.Optimizers;

/// <summary>Steps of every rule by hand, from θ = 1 at α = 0.1, with numbers that are exact or roots of small fractions.</summary>
public class WorkedStepTests
{
    const double Tiny = 1e-300;

    static void Check(Optimizer optimizer, params ReadOnlySpan<(double Gradient, double Theta)> steps)
    {
        using var descent = new Descent(optimizer);
        foreach ((double gradient, double theta) in steps) Assert.Equal(theta, descent.Step(gradient), 1e-15);
    }

    // 1 − 0.1·0.5;  + 0.1·0.25
    [Fact]
    public void Sgd() => Check(new Sgd(0.1), (0.5, 0.95), (-0.25, 0.975));

    // m = 0.5;  m = 0.9·0.5 − 0.25 = 0.2
    [Fact]
    public void Momentum() => Check(new Sgd(0.1, 0.9), (0.5, 0.95), (-0.25, 0.93));

    // m = 0.5 whole, for the first gradient is not dampened;  m = 0.45 − 0.5·0.25 = 0.325
    [Fact]
    public void Dampening() => Check(new Sgd(0.1, 0.9, 0.5), (0.5, 0.95), (-0.25, 0.9175));

    // d = 0.5 + 0.9·0.5 = 0.95;  m = 0.2, d = −0.25 + 0.9·0.2 = −0.07
    [Fact]
    public void Nesterov() => Check(new Sgd(0.1, 0.9, 0, true), (0.5, 0.905), (-0.25, 0.912));

    // v = 0.25·0.25 = 0.0625, d = 0.5/0.25 = 2;  v = 0.75·0.0625 + 0.25·0.0625 = 0.0625, d = −1
    [Fact]
    public void RmsProp() => Check(new RmsProp(0.1, 0.75, Tiny), (0.5, 0.8), (-0.25, 0.9));

    // ε: d = 0.5/(0.25 + 0.25) = 1
    [Fact]
    public void RmsPropAddsEpsilonToTheRoot() => Check(new RmsProp(0.1, 0.75, 0.25), (0.5, 0.9));

    // d = 2;  d = 0.5·2 − 1 = 0
    [Fact]
    public void RmsPropMomentum() => Check(new RmsProp(0.1, 0.75, Tiny, 0.5), (0.5, 0.8), (-0.25, 0.8));

    // v = 0.0625, ḡ = 0.125, variance 3/64;  v = 0.0625, ḡ = 0.75·0.125 − 0.25·0.25 = 0.03125, variance 63/1024
    [Fact]
    public void RmsPropCentered() => Check(new RmsProp(0.1, 0.75, Tiny, 0, true),
        (0.5, 1 - 0.05 / Math.Sqrt(3 / 64d)), (-0.25, 1 - 0.05 / Math.Sqrt(3 / 64d) + 0.025 / Math.Sqrt(63 / 1024d)));

    // Σ g² = 0.25, d = 1;  Σ g² = 5/16, d = −0.25/√(5/16)
    [Fact]
    public void Adagrad() => Check(new Adagrad(0.1, Epsilon: Tiny), (0.5, 0.9), (-0.25, 0.9 + 0.025 / Math.Sqrt(5 / 16d)));

    // √(0.75 + 0.25) = 1, d = 0.5;  √(0.75 + 0.3125), half the rate
    [Fact]
    public void AdagradDecaysAndBegins() => Check(new Adagrad(0.1, 1, 0.75, Tiny),
        (0.5, 0.95), (-0.25, 0.95 + 0.0125 / Math.Sqrt(17 / 16d)));

    // E[g²] = 1/8, d = √(1/8)/√(1/4)·0.5, E[d²] = 1/16;  E[g²] = 3/32, d = −√(3/16)/√(7/32)·0.25 = −0.25 √(6/7)
    [Fact]
    public void Adadelta() => Check(new Adadelta(0.1, 0.5, 0.125),
        (0.5, 1 - 0.05 * Math.Sqrt(0.5)), (-0.25, 1 - 0.05 * Math.Sqrt(0.5) + 0.025 * Math.Sqrt(6 / 7d)));

    // m̂ = 0.25/0.5, v̂ = 0.0625/0.25, d = 1;  m̂ = 0.25/0.75, v̂ = 0.0625/0.4375 = 1/7, d = √7/3
    [Fact]
    public void Adam() => Check(new Adam(0.1, 0.5, 0.75, Tiny), (0.5, 0.9), (0.25, 0.9 - 0.1 * Math.Sqrt(7) / 3));

    // after m̂ = 1/6 the largest v̂ = 0.0625/0.4375 = 1/7 divides, not 3/28
    [Fact]
    public void AmsGrad() => Check(new Adam(0.1, 0.5, 0.75, Tiny, true), (0.5, 0.9), (0, 0.9 - 0.1 * Math.Sqrt(7) / 6));

    // ε beside √v̂: 0.5/(0.5 + 0.25);  ε̂ beside √v: 0.25·(0.5/0.5)/(0.25 + 0.25)
    [Fact]
    public void AdamsTwoEpsilons()
    {
        Check(new Adam(0.1, 0.5, 0.75, 0.25), (0.5, 1 - 0.1 * 2 / 3));
        Check(new Adam(0.1, 0.5, 0.75, 0.25, EpsilonHat: true), (0.5, 0.95));
    }

    // (1 − 0.1·0.5)·1 − 0.1·1
    [Fact]
    public void AdamW() => Check(new AdamW(0.1, 0.5, 0.75, Tiny, 0.5), (0.5, 0.85));

    // m̂ = 0.5, u = 0.5;  m̂ = 0.25/0.75, u = max(0.5·0.5, 0.25), d = 4/3
    [Fact]
    public void Adamax() => Check(new Adamax(0.1, 0.5, 0.5, Tiny), (0.5, 0.9), (0.25, 0.9 - 0.4 / 3));

    // without decay of momentum μ = 0.25 always: Π = 1/4, 1/16, 1/64
    // d = (0.75/0.75·0.5 + 0.25/(15/16)·0.25)/0.5 = 17/15
    // m = 0.25, v̂ = 1/7: d = (0.75/(15/16)·0.25 + 0.25/(63/64)·0.25) √7 = (1/5 + 4/63) √7 = 83/315 √7
    [Fact]
    public void NAdam() => Check(new NAdam(0.1, 0.5, 0.75, Tiny, 0),
        (0.5, 1 - 1.7 / 15), (0.25, 1 - 1.7 / 15 - 8.3 / 315 * Math.Sqrt(7)));

    // ρ₁ = 1, ρ₂ = 2, … ≤ 5: along m̂ alone
    [Fact]
    public void RAdamBeforeItTrustsTheVariance() => Check(new RAdam(0.1, 0.5), (0.5, 0.95), (0.25, 0.95 - 0.1 / 3));

    // s = 0.1;  ×1.2;  a turn: ×0.5 and wait;  after waiting neither
    [Fact]
    public void Rprop() => Check(new Rprop(0.1), (0.5, 0.9), (0.25, 0.78), (-1, 0.78), (-1, 0.84), (-1, 0.912));

    // 0.1·1.2 ≤ 0.11;  0.11/2 ≥ 0.08
    [Fact]
    public void RpropsBounds() => Check(new Rprop(0.1, MinimumStep: 0.08, MaximumStep: 0.11),
        (1, 0.9), (1, 0.79), (-1, 0.79), (-1, 0.87));

    // the rate's schedule scales the steps
    [Fact]
    public void RpropFollowsASchedule()
    {
        using var descent = new Descent(new Rprop(0.1));
        Assert.Equal(0.95, descent.Step(1, 0.5), 1e-15);
    }

    // c = 0.05;  m = 0.005, c = 0.0045 − 0.001 > 0;  m = 0.00495 − 0.0001, c = 0.004365 − 0.1 < 0
    [Fact]
    public void Lion() => Check(new Lion(0.1), (0.5, 0.9), (-0.01, 0.8), (-1, 0.9));

    // g + 0.1·sign θ + 0.2·θ = 0.5 + 0.1 + 0.2;  θ = 0.92: 0.1 + 0.184
    [Fact]
    public void Penalties() => Check(new Sgd(0.1) { L1 = 0.1, L2 = 0.2 }, (0.5, 0.92), (0, 0.92 - 0.1 * (0.1 + 0.2 * 0.92)));
}
